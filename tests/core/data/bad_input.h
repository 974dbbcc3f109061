#pragma once

#include "tests/core/data/archive_files.h"
#include "tests/core/data/load_problem.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace tristate::data {

/// Files that are wrong in one way, and what the sentence about them must hold.
struct BadInput {
    std::string name; ///< of the test
    test::Files files;
    std::vector<std::string> says;
    std::function<void(DataSpec&)> ask = {}; ///< what else is asked of the data

    friend std::ostream& operator<<(std::ostream& out, const BadInput& input) { return out << input.name; }
};

inline std::string nameOf(const testing::TestParamInfo<BadInput>& info) {
    return info.param.name;
}

/// Every bad input is a test of its own: ctest -N -R BadInputs counts them.
class BadInputs : public testing::TestWithParam<BadInput> {
protected:
    /// Writes the files, and gives what opens them: the folder, or a file alone.
    DataSpec spec() const {
        const BadInput& input = GetParam();
        for (const auto& [path, content] : input.files) {
            std::filesystem::create_directories((m_folder / path).parent_path());
            m_folder.write(path, content);
        }
        const bool isFile = !input.files.empty() &&
                            input.files.front().first.find('/') == std::string::npos &&
                            !input.files.front().first.ends_with(".npy");
        DataSpec spec;
        spec.source = (isFile ? m_folder / input.files.front().first : m_folder.path()).string();
        if (input.ask) input.ask(spec);
        if (!spec.testSource.empty()) spec.testSource = (m_folder / spec.testSource).string();
        return spec;
    }

    test::TempDir m_folder;
};

} // namespace tristate::data
