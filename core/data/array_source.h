#pragma once

#include "core/data/data_source.h"
#include "core/data/file_set.h"
#include "core/data/number_array.h"

#include <memory>
#include <optional>
#include <string>

namespace tristate::data {

/// Arrays of samples and of labels in files of their own: NumPy's .npy in a folder or archive (.npz), called
/// x_train, y_train, x_test, y_test or what else people call them; or IDX files, in more spellings than
/// loadIdxDirectory knows: with dots or capitals, `test-` for `t10k-`, in a folder of the file's name, in
/// `MNIST/raw`, those of EMNIST (whose pictures are turned upright), of other number types and of 4
/// dimensions. NumPy's labels may be numbers to predict (array_targets.h). Without a test set a share of the
/// training samples becomes one (DataSpec::testFraction).
class ArraySource final : public DataSource {
public:
    /// Null where the files are no such arrays.
    static std::unique_ptr<ArraySource> find(std::shared_ptr<const FileSet> files);

    bool hasTestSet() const { return m_test.samples && m_test.labels; }

    Message kind() const override;
    bool isTable() const override { return !m_isIdx; }
    bool isRegression(const DataSpec& spec) const override;
    Splits load(const DataSpec& spec, LoadProgress& progress, SourceDetails* details) const override;

private:
    /// Numbers of files in m_files.
    struct Part {
        std::optional<std::size_t> samples, labels;
    };

    ArraySource() = default;
    void label(Splits& splits, const NumberArray& train, const NumberArray* test, const DataSpec& spec) const;

    std::shared_ptr<const FileSet> m_files;
    bool m_isIdx = false;
    Part m_train, m_test;
};

} // namespace tristate::data
