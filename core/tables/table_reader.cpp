#include "core/tables/table_reader.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <list>
#include <memory>
#include <optional>
#include <unordered_map>

namespace tristate::tables {

namespace {

constexpr std::size_t kBlock = 4 << 20; ///< bytes of text
constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
/// A larger number has no float of its own.
constexpr std::size_t kMaxCategories = std::size_t{1} << 24;

/// The texts of a column, numbered in the order in which they come.
class Dictionary {
public:
    float numberOf(std::string_view text) {
        if (const auto known = m_numbers.find(text); known != m_numbers.end()) return known->second;
        const auto number = static_cast<float>(m_texts.size());
        m_numbers.emplace(m_texts.emplace_back(text), number);
        return number;
    }
    const std::list<std::string>& texts() const { return m_texts; }

private:
    std::list<std::string> m_texts; // whose addresses stay
    std::unordered_map<std::string_view, float> m_numbers;
};

/// What parsing one piece of the text gives.
struct Part {
    TableBlock block;
    /// Of the columns that are not skipped; null where no text has come.
    std::vector<std::unique_ptr<Dictionary>> dictionaries;
    std::vector<std::size_t> missing;
    std::optional<Message> problem; ///< said at the line where `problemAt` is
    const char* problemAt = nullptr;
};

struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Parts the text at ends of lines that are not within quotes.
std::vector<Piece> pieces(std::string_view text, std::size_t begin, int threads) {
    const std::size_t count = std::max<std::size_t>(1, (text.size() - begin + kBlock - 1) / kBlock);
    std::vector<std::size_t> quotes(count);
    const auto rawBegin = [&](std::size_t i) { return std::min(begin + i * kBlock, text.size()); };
    const std::array phases{
        Phase{static_cast<int>(count), [&](int item) {
                  const auto i = static_cast<std::size_t>(item);
                  const auto piece = text.substr(rawBegin(i), rawBegin(i + 1) - rawBegin(i));
                  quotes[i] = static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '"'));
              }}};
    runPhases(phases, threads);
    std::vector<Piece> all;
    std::size_t at = begin, before = 0;
    for (std::size_t i = 0; i + 1 < count; ++i) {
        before += quotes[i];
        bool isQuoted = before % 2 == 1;
        std::size_t end = rawBegin(i + 1);
        while (end < text.size() && (isQuoted || text[end] != '\n')) isQuoted ^= text[end++] == '"';
        if (end <= at) continue; // one line longer than a block
        all.push_back({at, end});
        at = end;
    }
    all.push_back({at, text.size()});
    return all;
}

/// Parses one piece.
class PartReader {
public:
    PartReader(std::string_view text, const Piece& piece, const TablePreview& preview,
               const std::vector<Role>& roles)
        : m_preview(preview),
          m_roles(roles),
          m_scanner(text, piece.begin, piece.end, preview.dialect.separator) {
        const auto kept = std::count_if(roles.begin(), roles.end(), [](Role r) { return r != Role::Skip; });
        m_part.dictionaries.resize(static_cast<std::size_t>(kept));
        m_part.missing.resize(static_cast<std::size_t>(kept));
        // A cell for each column of each line, and none without a character.
        const std::string_view own = text.substr(piece.begin, piece.end - piece.begin);
        const auto lines = static_cast<std::size_t>(std::count(own.begin(), own.end(), '\n')) + 1;
        m_part.block.cells.reserve(std::min(lines * static_cast<std::size_t>(kept), own.size() + 1));
    }

    Part read() {
        while (!m_part.problem && m_scanner.beginRow()) {
            const char* const row = m_scanner.at();
            const std::size_t fields = readRow();
            if (m_scanner.hasOpenQuote()) fail(row, Message(say::kOpenQuote));
            if (m_part.problem) break;
            if (fields != m_roles.size()) fail(row, Message(say::kRaggedRow, fields, m_roles.size()));
            ++m_part.block.rows;
        }
        return std::move(m_part);
    }

private:
    void fail(const char* at, Message problem) {
        m_part.problem = std::move(problem);
        m_part.problemAt = at;
    }

    /// Returns how many fields the row has.
    std::size_t readRow() {
        std::size_t field = 0, kept = 0;
        for (; !m_scanner.isRowDone() && !m_part.problem; ++field) {
            const Role role = field < m_roles.size() ? m_roles[field] : Role::Skip;
            if (role == Role::Skip) {
                m_scanner.next();
                continue;
            }
            const float cell = role == Role::Number ? number(field) : category(kept);
            m_part.missing[kept] += std::isnan(cell);
            m_part.block.cells.push_back(cell);
            ++kept;
        }
        return field;
    }

    /// Most fields are a number and nothing else: those are read in one go.
    float number(std::size_t column) {
        const char* const begin = m_scanner.at();
        float value = 0;
        if (!m_preview.dialect.decimalComma) {
            const auto [behind, problem] = std::from_chars(begin, m_scanner.end(), value);
            if (problem == std::errc() && std::isfinite(value) && m_scanner.skipTo(behind)) return value;
        }
        const std::string_view field = m_scanner.next();
        if (isMissing(field)) return kMissing;
        if (!readNumber(field, m_preview.dialect.decimalComma, value))
            fail(begin, Message(say::kTextInNumbers, m_preview.columns[column], shortened(field)));
        else if (std::isinf(value))
            fail(begin, Message(say::kInfiniteNumber, m_preview.columns[column], shortened(field)));
        return value;
    }

    float category(std::size_t kept) {
        const char* const begin = m_scanner.at();
        const std::string_view field = m_scanner.next();
        if (isMissing(field)) return kMissing;
        auto& dictionary = m_part.dictionaries[kept];
        if (!dictionary) dictionary = std::make_unique<Dictionary>();
        const float number = dictionary->numberOf(field);
        if (dictionary->texts().size() > kMaxCategories)
            fail(begin, Message(say::kTooManyTexts, kMaxCategories));
        return number;
    }

    static std::string shortened(std::string_view field) {
        constexpr std::size_t kMost = 40;
        return field.size() <= kMost ? std::string(field) : std::string(field.substr(0, kMost)) + "...";
    }

    const TablePreview& m_preview;
    const std::vector<Role>& m_roles;
    FieldScanner m_scanner;
    Part m_part;
};

/// Numbers in their order when all texts are numbers, else by their bytes.
void sortCategories(std::vector<std::string>& texts, bool decimalComma) {
    std::vector<std::pair<float, std::string>> numbered;
    float number = 0;
    for (const std::string& text : texts) {
        if (!readNumber(text, decimalComma, number)) break;
        numbered.emplace_back(number, text);
    }
    if (numbered.size() < texts.size()) return std::sort(texts.begin(), texts.end());
    std::sort(numbered.begin(), numbered.end());
    for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = std::move(numbered[i].second);
}

/// Joins the dictionaries of column `kept`, and has the cells of every part count as the whole does.
void joinCategories(std::vector<Part>& parts, std::size_t kept, std::size_t width, bool decimalComma,
                    std::vector<std::string>& categories) {
    std::unordered_map<std::string_view, float> places;
    for (const Part& part : parts) {
        if (!part.dictionaries[kept]) continue;
        for (const std::string& text : part.dictionaries[kept]->texts())
            if (places.emplace(text, 0).second) categories.push_back(text);
    }
    sortCategories(categories, decimalComma);
    for (std::size_t i = 0; i < categories.size(); ++i) places[categories[i]] = static_cast<float>(i);
    for (Part& part : parts) {
        if (!part.dictionaries[kept]) continue;
        std::vector<float> whole;
        for (const std::string& text : part.dictionaries[kept]->texts()) whole.push_back(places[text]);
        std::vector<float>& cells = part.block.cells;
        for (std::size_t i = kept; i < cells.size(); i += width)
            if (!std::isnan(cells[i])) cells[i] = whole[static_cast<std::size_t>(cells[i])];
    }
}

[[noreturn]] void throwFirst(std::string_view text, const Part& part, const std::string& file) {
    const auto line = std::count(text.data(), part.problemAt, '\n') + 1;
    throw Error(say::kAtLine, file, line, *part.problem);
}

} // namespace

std::size_t Table::rows() const {
    std::size_t all = 0;
    for (const TableBlock& block : blocks) all += block.rows;
    return all;
}

Table readTable(std::string_view text, const TablePreview& preview, const std::vector<Role>& roles,
                const std::string& file, int threads, LoadProgress* progress) {
    threads = threadCount(threads);
    const std::vector<Piece> all = pieces(text, preview.body, threads);
    std::vector<Part> parts(all.size());
    if (progress) progress->beginPart(0.6, text.size() - preview.body);
    const std::array parsing{Phase{static_cast<int>(all.size()), [&](int i) {
                                       const auto at = static_cast<std::size_t>(i);
                                       parts[at] = PartReader(text, all[at], preview, roles).read();
                                       if (progress) progress->add(all[at].end - all[at].begin);
                                   }}};
    runPhases(parsing, threads);
    for (const Part& part : parts)
        if (part.problem) throwFirst(text, part, file);

    Table table;
    for (std::size_t c = 0; c < roles.size(); ++c)
        if (roles[c] != Role::Skip)
            table.columns.push_back({static_cast<int>(c), preview.columns[c], roles[c] == Role::Category});
    const std::array joining{Phase{static_cast<int>(table.columns.size()), [&](int i) {
                                       const auto at = static_cast<std::size_t>(i);
                                       Table::Column& column = table.columns[at];
                                       for (const Part& part : parts) column.missing += part.missing[at];
                                       if (!column.isCategory) return;
                                       joinCategories(parts, at, table.columns.size(),
                                                      preview.dialect.decimalComma, column.categories);
                                   }}};
    runPhases(joining, threads);
    for (Part& part : parts) table.blocks.push_back(std::move(part.block));
    return table;
}

} // namespace tristate::tables
