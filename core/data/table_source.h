#pragma once

#include "core/data/data_source.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tristate::data {

/// A table as text: CSV and what is like it, plain or packed by gzip (core/tables). The columns but the
/// target are the inputs, in the order of the file; a table whose inputs are pixel0, pixel1... of a square,
/// with whole numbers from 0 to 255, becomes grey images.
class TableSource final : public DataSource {
public:
    explicit TableSource(std::filesystem::path file) : m_file(std::move(file)) {}

    Message kind() const override;
    bool isTable() const override;
    Splits load(const DataSpec& spec) const override;
    std::vector<ColumnSummary> columns(const DataSpec& spec) const override;

private:
    std::filesystem::path m_file;
};

/// Whether the content of a file can be text: no byte of its beginning is 0, except in UTF-16.
bool looksLikeText(const std::filesystem::path& file);

} // namespace tristate::data
