#include "tests/core/io/formats/onnx_chain.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::HasSubstr;

namespace {

RowMatrix countUp(Eigen::Index columns) {
    return RowMatrix::NullaryExpr(
        2, columns, [](Eigen::Index i, Eigen::Index j) { return static_cast<float>(3 * i + j - 2); });
}

/// Weights in a second file.
class OnnxOutside : public testing::Test {
protected:
    OnnxOutside() { m_net.weights("w", {3, 2}).node("MatMul", {"w"}); }

    /// Moves the weights into a file of this content behind `offset` other bytes.
    void move(const std::string& location, std::size_t offset, const std::string& length) {
        auto& tensor = m_net.tensor("w");
        m_values.assign(tensor.float_data().begin(), tensor.float_data().end());
        std::string bytes(offset, 'x');
        bytes.append(reinterpret_cast<const char*>(m_values.data()), m_values.size() * sizeof(float));
        test::store(m_folder / "net.data", bytes);
        tensor.clear_float_data();
        tensor.set_data_location(onnx::TensorProto::EXTERNAL);
        const auto add = [&](const char* key, const std::string& value) {
            auto& entry = *tensor.add_external_data();
            entry.set_key(key);
            entry.set_value(value);
        };
        add("location", location);
        add("offset", std::to_string(offset));
        if (!length.empty()) add("length", length);
        test::store(m_folder / "net.onnx", m_net.bytes());
    }
    std::string error() {
        return errorOf([this] { readOnnx(m_folder / "net.onnx"); });
    }

    test::TempDir m_folder;
    Chain m_net{{3}};
    std::vector<float> m_values;
};

TEST_F(OnnxOutside, WeightsLieInAnotherFile) {
    const RowMatrix expected = m_net.predictions(countUp(3));
    move("net.data", 16, "24");
    EXPECT_EQ(predict(readOnnx(m_folder / "net.onnx").network, countUp(3)), expected);
    EXPECT_THAT(m_net.error(), HasSubstr("node #1 (MatMul) has weights 'w' in another file"));
}

TEST_F(OnnxOutside, TheLengthMayBeLeftOut) {
    move("net.data", 4, "");
    EXPECT_EQ(error(), "no error");
}

TEST_F(OnnxOutside, AFileThatIsMissingIsNamed) {
    move("net.data", 0, "24");
    std::filesystem::remove(m_folder / "net.data");
    EXPECT_THAT(error(), HasSubstr("has weights 'w' in the file " + (m_folder / "net.data").string() +
                                   ", which is missing"));
}

TEST_F(OnnxOutside, AFileThatIsTooShortIsNamed) {
    move("net.data", 8, "24");
    test::store(m_folder / "net.data", std::string(31, 'x'));
    EXPECT_THAT(error(), HasSubstr("which has 31 bytes, expected 24 behind the first 8"));
}

TEST_F(OnnxOutside, FilesElsewhereAreNotRead) {
    for (const std::string location : {"../net.data", "/etc/passwd", "a/../../net.data", ""}) {
        Chain net({3});
        std::swap(net, m_net);
        m_net.weights("w", {3, 2}).node("MatMul", {"w"});
        move(location, 0, "24");
        EXPECT_THAT(error(), HasSubstr("in the file '" + location + "', expected one in the folder"));
    }
    const test::TempDir other;
    test::store(other / "secret", std::string(24, 'x'));
    std::filesystem::create_symlink(other / "secret", m_folder / "link");
    Chain net({3});
    std::swap(net, m_net);
    m_net.weights("w", {3, 2}).node("MatMul", {"w"});
    move("link", 0, "24");
    EXPECT_THAT(error(), HasSubstr("expected one in the folder"));
}

} // namespace
