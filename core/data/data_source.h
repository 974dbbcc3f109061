#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tristate::data {

/// What is in a column of a table, over all of its rows.
struct ColumnSummary {
    enum class Kind { Number, Category, Target, LeftOut };

    std::string name;
    Kind kind = Kind::Number;
    bool isNumber = true;       ///< and no category; of a target, too
    double least = 0, most = 0; ///< of numbers
    std::size_t different = 0;  ///< values of a category
    std::size_t missing = 0;
    bool isConstant = false;
    /// Each of its values comes with one class, and each class with one value; of a regression: it is a copy
    /// of a target.
    bool tellsTarget = false;
};

/// Where samples come from: a generated set, or files that people have. All of it is thread-safe.
class DataSource {
public:
    DataSource() = default;
    DataSource(const DataSource&) = delete;
    DataSource& operator=(const DataSource&) = delete;
    virtual ~DataSource() = default;

    /// "a table", for people.
    virtual Message kind() const = 0;
    /// Whether a net for it begins with a normalisation when DataSpec::normalise says so: its values have
    /// units of their own.
    virtual bool isTable() const { return false; }
    /// Whether load() gives a regression, told without loading. Throws Error.
    virtual bool isRegression(const DataSpec& /*spec*/) const { return false; }
    /// Whether its samples can be resized (DataSpec::size).
    virtual bool hasPictures() const { return false; }
    /// Training and test data; `validation` stays empty. Throws Error with one sentence naming the file, the
    /// place, what was expected and what was found.
    virtual Splits load(const DataSpec& spec) const = 0;
    /// The same, and what is in the columns of a table; nothing for all else. Reads once.
    virtual Splits load(const DataSpec& spec, std::vector<ColumnSummary>& /*columns*/) const {
        return load(spec);
    }
    /// At most so many samples to train with, told without loading; 0 when it cannot be told.
    virtual std::int64_t countTrainingSamples(const DataSpec& /*spec*/) const { return 0; }
};

/// What spec.source is, by its content and not by its name: a generated set, else a folder or file. Reads as
/// much of it as that takes. Throws Error when it is nothing that can be read.
std::unique_ptr<DataSource> openSource(const DataSpec& spec);

/// Whether openSource() may read much more than a beginning, as of an archive: nothing for a thread that
/// answers a person. Never throws; thread-safe.
bool takesLongToOpen(const DataSpec& spec);

/// What load(spec) gives, of its source, which is open already; `columns` as DataSource::load() has them,
/// unless it is null.
Splits load(const DataSource& source, const DataSpec& spec, std::vector<ColumnSummary>* columns = nullptr);

/// Hash of all samples and labels, as 16 hex digits: equal for equal data, wherever they lie.
std::string fingerprint(const Splits& splits);

} // namespace tristate::data
