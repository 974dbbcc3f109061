#pragma once

#include "core/base/load_progress.h"
#include "core/base/message.h"
#include "core/tensor/shape.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tristate::data {

/// The class of a sample, 0 or more.
using Label = std::uint32_t;

/// One input of a net that takes a row of a table.
struct InputColumn {
    std::string name;         ///< of its column; of an indicator "colour=red"
    bool isIndicator = false; ///< 1 where the column holds a category, 0 elsewhere
    /// Of an indicator: of its column's name, which `name` begins with; 0: it goes to the first '='.
    std::size_t columnLength = 0;

    friend bool operator==(const InputColumn&, const InputColumn&) = default;
};

/// A number that is to be predicted.
struct Target {
    std::string name;     ///< of its column
    double mean = 0;      ///< over the training part
    double deviation = 1; ///< likewise, more than 0

    friend bool operator==(const Target&, const Target&) = default;
};

/// Samples with what a net is to say of each, in memory, immutable once built. Images are kept as bytes and
/// read as byte / 255, so a network always sees 0..1; other data (points in the plane) is kept as float.
/// Exactly one of `bytes` and `values` is in use, both as sample-major rows: sample i starts at i *
/// shape.features(), in (channel, y, x) order.
struct Dataset {
    std::string name;
    Shape shape;
    int classes = 0;
    std::vector<std::uint8_t> bytes;
    std::vector<float> values;
    std::vector<Label> labels;           ///< one per sample; empty for a regression
    std::vector<std::string> classNames; ///< one per class, e.g. "0".."9", "Trouser"
    std::vector<InputColumn> columns;    ///< of a table, one for each feature; empty for all else
    std::vector<Target> targets;         ///< of a regression, one for each output; empty for classes
    std::vector<float> targetValues;     ///< of a regression: size() x targets, sample-major, in their units

    /// Whether numbers are to be predicted, and not classes.
    bool isRegression() const { return !targets.empty(); }
    std::size_t size() const { return isRegression() ? targetValues.size() / targets.size() : labels.size(); }
    /// Writes the shape.features() values of a sample to `row`.
    void copySample(std::size_t sample, float* row) const;
};

/// The parts of a dataset. `validation` is split off the training data and may be empty; settings are chosen
/// by it, the test set is only reported.
struct Splits {
    Dataset train;
    Dataset validation;
    Dataset test;
    std::vector<Message> notes{}; ///< what was left out or read in some way, for people

    /// What settings are chosen by: the validation data, or the test set when there are none.
    const Dataset& evaluation() const { return validation.size() > 0 ? validation : test; }
};

/// A sample in the plane that a person added.
struct AddedPoint {
    double x = 0; ///< 0 to 1
    double y = 0; ///< 0 to 1
    int label = 0;

    friend bool operator==(const AddedPoint&, const AddedPoint&) = default;
};

inline constexpr int kMaxGeneratedSamples = 1'000'000; ///< of a part; about 800 MB of digits
inline constexpr int kMaxClasses = 1'000'000;

/// What becomes of a value that a table does not have.
enum class MissingValues {
    Drop, ///< its row is left out
    Mean, ///< numbers: the mean of the training part; categories: none of them
    Own   ///< a category of its own; for numbers the mean, and an indicator beside it
};

/// What a net is to say of a sample.
enum class TaskKind {
    Guess,     ///< what the target looks like: see DataSpec::task
    Classes,   ///< one of several classes
    Regression ///< one or several numbers
};

/// Which data an experiment uses, as a value.
struct DataSpec {
    /// A file or folder, told apart by what is in it (data_source.h), or a generated set by name: "digits",
    /// "shapes", "spiral", "moons", "circles", "xor", "gaussians", or "noise:3x32x32" for random images of a
    /// shape; or a table that comes with the program, "houses" or "fruit".
    std::string source = "digits";
    /// How many samples of the training data are kept for validation (the last ones of a seeded
    /// permutation).
    int validation = 0;
    /// Only the samples of the first so many classes, in every part; 0: all of them.
    int classes = 0;
    /// For generated data: how many samples, and the seed they are drawn from.
    int trainSamples = 10000;
    int testSamples = 2000;
    std::uint64_t seed = 1;
    /// For sets of points in the plane: samples that join the training data.
    std::vector<AddedPoint> points = {};
    /// Of tables: the column to predict, by name or by number from 1, or several between commas, which makes
    /// a regression; empty: the one called label, class or target first in the table, or else the last.
    std::string target = {};
    /// Of tables and NumPy arrays; all else has classes. Guessed, a target is a regression when its values
    /// are numbers and too many different ones (tables::TablePreview::isContinuous, array_targets.h).
    TaskKind task = TaskKind::Guess;
    std::string leaveOut = {};   ///< columns that are no inputs, by name or number, between commas
    std::string categories = {}; ///< columns that are categories though they look like numbers, likewise
    MissingValues missing = MissingValues::Mean;
    bool normalise = true; ///< nets for tables begin with a normalisation of every column
    /// Of what has no test set of its own: a file or folder of the same kind that is the test set, or else
    /// the share of samples, of each class alike, that `seed` chooses for it.
    std::string testSource = {};
    double testFraction = 0.2;
    /// Of pictures: what they are resized to, "3x32x32"; empty: all are of one size, and that is kept.
    std::string size = {};

    /// Whether Splits::evaluation() will be the validation data; it is the test set otherwise.
    bool hasValidation() const { return validation > 0; }

    friend bool operator==(const DataSpec&, const DataSpec&) = default;
};

/// Loads or generates. Throws Error with one sentence naming the file and what was expected. Thread-safe.
Splits load(const DataSpec& spec);
/// The same; throws Interrupted when `progress` says so, which hears of it.
Splits load(const DataSpec& spec, LoadProgress& progress);

/// At most so many samples will be trained with, told without loading: what is generated, or what the header
/// of the IDX images says, without the validation samples. 0 when it cannot be told. Thread-safe.
std::int64_t countTrainingSamples(const DataSpec& spec);

} // namespace tristate::data
