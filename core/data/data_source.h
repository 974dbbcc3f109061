#pragma once

#include "core/data/dataset.h"
#include "core/data/source_details.h"

#include <cstdint>
#include <memory>
#include <string>

namespace tristate::data {

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
    /// Training and test data; `validation` stays empty. Fills in the `details` that there are, unless they
    /// are null; reads once. Throws Error with one sentence naming the file, the place, what was expected and
    /// what was found; Interrupted when `progress` says so.
    virtual Splits load(const DataSpec& spec, LoadProgress& progress, SourceDetails* details) const = 0;
    /// At most so many samples to train with, told without loading; 0 when it cannot be told.
    virtual std::int64_t countTrainingSamples(const DataSpec& /*spec*/) const { return 0; }
};

/// What spec.source is, by its content and not by its name: a generated set, else a folder or file. Reads as
/// much of it as that takes. Throws Error when it is nothing that can be read; Interrupted when `progress`
/// says so, which hears of it unless it is null.
std::unique_ptr<DataSource> openSource(const DataSpec& spec, LoadProgress* progress = nullptr);

/// Whether openSource() may read much more than a beginning, as of an archive: nothing for a thread that
/// answers a person. Never throws; thread-safe.
bool takesLongToOpen(const DataSpec& spec);

/// What load(spec, progress) gives, of its source, which is open already; `details` as DataSource::load() has
/// them.
Splits load(const DataSource& source, const DataSpec& spec, LoadProgress& progress,
            SourceDetails* details = nullptr);
Splits load(const DataSource& source, const DataSpec& spec);

/// Hash of all samples and labels, as 16 hex digits: equal for equal data, wherever they lie.
std::string fingerprint(const Splits& splits);

} // namespace tristate::data
