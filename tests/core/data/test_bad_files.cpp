#include "tests/core/data/bad_input.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/npy_files.h"
#include "tests/support/picture_files.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace tristate::data {
namespace {

using test::npy;
using test::npyOf;

/// x and y of 12 samples of two numbers in two classes.
const std::string kSamples = npy("|u1", "12, 2", std::string(24, 'a'));
const std::string kLabels = npy("|u1", "12,", "abababababab");

BadInput arrays(const std::string& name, const std::string& x, const std::string& y,
                const std::vector<std::string>& says, const std::function<void(DataSpec&)>& ask = {}) {
    return {name, {{"x.npy", x}, {"y.npy", y}}, says, ask};
}

std::vector<BadInput> arrayInputs() {
    std::vector<float> hole(24, 1), endless(24, 1), prices(12, 0.5f);
    hole[5] = NAN;
    endless[7] = std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < prices.size(); ++i) prices[i] += static_cast<float>(i);
    std::vector<float> gap = prices;
    gap[3] = NAN;
    const std::string decimals = npyOf("<f4", "12,", prices);
    const auto asClasses = [](DataSpec& spec) { spec.task = TaskKind::Classes; };
    return {
        arrays("NotANumber", npyOf("<f4", "12, 2", hole), kLabels,
               {"number 5 of", "x.npy'", "is not finite"}),
        arrays("Infinity", npyOf("<f4", "12, 2", endless), kLabels,
               {"number 7 of", "x.npy'", "is not finite"}),
        arrays("NoSamples", npy("|u1", "0, 2", ""), npy("|u1", "0,", ""), {"x.npy'", "the shape (0 x 2)"}),
        arrays("NoMagic", "x = [1, 2, 3]", kLabels, {"x.npy'", "is no NumPy array"}),
        arrays("CutOff", kSamples.substr(0, kSamples.size() - 5), kLabels, {"x.npy'", "24 numbers", "19"}),
        arrays("CutOffInItsHeader", kSamples.substr(0, 40), kLabels, {"x.npy'", "the header"}),
        arrays("BytesLeftOver", kSamples + "more", kLabels, {"x.npy'", "24 numbers"}),
        arrays("PythonObjects", npy("|O", "12, 2", std::string(24, 'a')), kLabels,
               {"x.npy'", "a header that is not understood"}),
        arrays("PromisesTooMuch", npy("|u1", "9999999999, 99", "ab"), kLabels,
               {"x.npy'", "989999999901 numbers"}),
        arrays("FiveDimensions", npy("|u1", "12, 1, 1, 1, 2", std::string(24, 'a')), kLabels,
               {"x.npy'", "at most 4 dimensions"}),
        arrays("FourChannels", npy("|u1", "12, 4, 1, 4", std::string(192, 'a')), kLabels,
               {"x.npy'", "the shape (12 x 4 x 1 x 4)", "1 or 3 channels"}),
        arrays("FewerLabelsThanSamples", kSamples, npy("|u1", "11,", std::string(11, 'a')),
               {"y.npy'", "has 11 labels for 12 samples"}),
        arrays("OneClass", kSamples, npy("|u1", "12,", std::string(12, 'a')),
               {"y.npy'", "of the class '97'"}),
        arrays("NoWholeLabel", kSamples, decimals, {"label 0 of", "y.npy'", "is 0.5"}, asClasses),
        arrays("TwoClassesAtOnce", kSamples,
               npy("|u1", "12, 2", std::string("\1\1\1\0", 4) + std::string(20, '\1')),
               {"row 0 of the labels", "y.npy'"}, asClasses),
        arrays("TargetNotANumber", kSamples, npyOf("<f4", "12,", gap),
               {"number 3 of", "y.npy'", "is not finite"}),
        {"LabelUnseenInTraining",
         {{"x_train.npy", kSamples},
          {"y_train.npy", kLabels},
          {"x_test.npy", kSamples},
          {"y_test.npy", npy("|u1", "12,", "abababababac")}},
         {"y_test.npy'", "the class '99'", "y_train.npy'"}},
        {"OtherShapeOfTheTestSamples",
         {{"x_train.npy", kSamples},
          {"y_train.npy", kLabels},
          {"x_test.npy", npy("|u1", "6, 4", std::string(24, 'a'))},
          {"y_test.npy", npy("|u1", "6,", "ababab")}},
         {"x_test.npy'", "both must have one shape"}},
        {"SamplesWithoutLabels", {{"x.npy", kSamples}}, {"holds no data"}},
    };
}

std::vector<BadInput> archiveInputs() {
    const auto zip = [](const test::Files& files) { return test::archive(files, test::ArchiveKind::Zip); };
    const std::string packed = test::archive({{"a/1.txt", std::string(5000, 'x')}}, test::ArchiveKind::TarGz);
    const test::Files numbers{{"x.npy", kSamples}, {"y.npy", kLabels}};
    const auto file = [](const std::string& name, const std::string& content,
                         const std::vector<std::string>& says) -> BadInput {
        return {name, {{"it.zip", content}}, says};
    };
    return {
        file("LeadsOut", zip({{"../../evil.png", "x"}}), {"it.zip'", "'../../evil.png'", "leads out of it"}),
        file("LeadsToTheRoot", test::archive({{"/etc/evil.png", "x"}}, test::ArchiveKind::Tar),
             {"it.zip'", "'/etc/evil.png'", "leads out of it"}),
        file("Encrypted", test::encryptedZip({{"table.csv", "x,kind\n1,cat\n2,dog\n"}}),
             {"'table.csv' in the archive", "it.zip'", "is encrypted; unpack it first"}),
        file("PackedByPpmd", test::claimingMethod(zip(numbers), 98), // takes what memory the file says
             {"'x.npy' in the archive", "it.zip'", "is packed by ppmd", "pack it anew by deflate"}),
        file("CutOff", zip(numbers).substr(0, 150), {"the archive", "it.zip'"}),
        file("PackedTarCutOff", packed.substr(0, packed.size() / 2), {"it.zip'"}),
        file("Bomb", test::sparseTar({{"table.csv", std::string(std::size_t{1} << 26, '\0')}}),
             {"'table.csv' in the archive", "larger than an archive of this size"}),
        file("Empty", zip({}), {"it.zip'", "holds 0 files, but no data"}),
        file("NothingKnown", zip({{"a.txt", "x"}, {"b.txt", "y"}}),
             {"it.zip'", "holds 2 files, but no data"}),
        file("DamagedArray", zip({{"x.npy", kSamples.substr(0, 100)}, {"y.npy", kLabels}}),
             {"it.zip/x.npy'"}),
    };
}

std::vector<BadInput> pictureInputs() {
    const std::string picture = test::png(8, 8, std::vector<std::uint8_t>(64, 7));
    const std::string cut = picture.substr(0, 45);
    std::string huge = picture;
    huge[18] = huge[22] = '\x7f'; // 32,520 pixels on each side
    const auto pair = [](const std::string& content) {
        return test::Files{{"cat/1.png", content}, {"dog/2.png", content}};
    };
    test::Files good, onlyTest;
    for (int i = 0; i < 4; ++i)
        for (const std::string kind : {"cat", "dog"}) {
            const std::string name = "/" + kind + "/" + std::to_string(i) + ".png";
            good.emplace_back(kind + "/" + std::to_string(i) + ".png", picture);
            onlyTest.emplace_back("train" + name, cut);
            onlyTest.emplace_back("test" + name, picture);
        }
    return {
        {"AllCutOff", pair(cut), {"no picture below", "cat/1.png'"}},
        {"AllEmpty", pair(""), {"no picture below", "cat/1.png'"}},
        {"NoPictures", pair("no picture"), {"cat/1.png'", "is no PNG, JPEG, BMP, PGM or PPM"}},
        {"PromiseTooMuch", pair(huge), {"no picture below", "cat/1.png'"}},
        {"NoneToTrainWith", onlyTest, {"no picture below", "/train' can be read", "train/cat/0.png'"}},
        {"OneFolder", {{"cat/1.png", picture}, {"cat/2.png", picture}}, {"holds no data"}},
        {"NoSuchSize", good, {"the size '32 by 32' of"}, [](DataSpec& spec) { spec.size = "32 by 32"; }},
        {"TwoChannels",
         good,
         {"the size '2x8x8'", "1 or 3 channels"},
         [](DataSpec& spec) { spec.size = "2x8x8"; }},
        {"AsRegression",
         good,
         {"have classes; a regression"},
         [](DataSpec& spec) { spec.task = TaskKind::Regression; }},
    };
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Arrays, BadInputs, testing::ValuesIn(arrayInputs()), nameOf);
INSTANTIATE_TEST_SUITE_P(Archives, BadInputs, testing::ValuesIn(archiveInputs()), nameOf);
INSTANTIATE_TEST_SUITE_P(Pictures, BadInputs, testing::ValuesIn(pictureInputs()), nameOf);

} // namespace tristate::data
