#pragma once

#include "core/data/data_source.h"
#include "core/data/file_set.h"
#include "core/data/table_file.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tristate::data {

/// A table as text: CSV and what is like it, plain or packed by gzip (core/tables). The columns but the
/// targets are the inputs, in the order of the file; a table whose inputs are pixel0, pixel1... of a square,
/// with whole numbers from 0 to 255, becomes grey images.
class TableSource final : public DataSource {
public:
    /// Begins anew at every call; `once`: and is not likely to be called again (FileSet::take).
    using Open = std::function<ByteSource(bool once)>;

    explicit TableSource(const std::filesystem::path& file);
    /// `openTest`: the test set where DataSpec::testSource names none; may be empty.
    explicit TableSource(Open open, Open openTest = {})
        : m_open(std::move(open)), m_openTest(std::move(openTest)) {}

    /// The table in a folder or archive: the only one (.csv, .tsv, also .gz), or one called train with one
    /// called test beside it; or the only file of an archive, if it is text. Null where it cannot be told.
    static std::unique_ptr<TableSource> find(const std::shared_ptr<const FileSet>& files);

    Message kind() const override;
    bool isTable() const override;
    bool isRegression(const DataSpec& spec) const override;
    Splits load(const DataSpec& spec, LoadProgress& progress, SourceDetails* details) const override;

private:
    Splits splitsOf(const ReadTable& read, const DataSpec& spec, LoadProgress& progress) const;
    /// Nothing where there is none; a note where what lies beside the table has no targets.
    std::optional<ReadTable> readTest(const ReadTable& read, const DataSpec& spec, LoadProgress& progress,
                                      std::vector<Message>& notes) const;

    Open m_open, m_openTest;
};

/// Whether the content of a file can be text: no byte of its beginning is 0, except in UTF-16.
bool looksLikeText(ByteSource file);

} // namespace tristate::data
