#include "core/data/table_source.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/data/byte_source.h"
#include "core/data/pixel_table.h"
#include "core/data/stratified_split.h"
#include "core/data/table_encoding.h"
#include "core/data/table_file.h"
#include "core/data/table_summary.h"
#include "core/messages/sources.h"
#include "core/tables/text_encoding.h"

#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace tristate::data {

namespace {

/// Where every row of a table goes: its number in one of the parts, or nowhere.
struct Places {
    static constexpr std::size_t kNowhere = ~std::size_t{0};
    std::vector<std::size_t> at;
    std::vector<bool> isTest;
};

void encodeInto(const ReadTable& read, const TableEncoding& encoding, const Places& places, Dataset& train,
                Dataset& test) {
    const std::size_t inputs = encoding.inputs().size(), width = read.table.columns.size();
    std::vector<std::size_t> firstRow{0};
    for (const auto& block : read.table.blocks) firstRow.push_back(firstRow.back() + block.rows);
    const auto encodeBlock = [&](int b) {
        const tables::TableBlock& block = read.table.blocks[static_cast<std::size_t>(b)];
        for (std::size_t r = 0; r < block.rows; ++r) {
            const std::size_t row = firstRow[static_cast<std::size_t>(b)] + r, place = places.at[row];
            if (place == Places::kNowhere) continue;
            Dataset& part = places.isTest[row] ? test : train;
            const float* cells = block.cells.data() + r * width;
            part.labels[place] = static_cast<Label>(cells[encoding.target()]);
            encoding.encode(cells, part.values.data() + place * inputs);
        }
    };
    const std::array phases{Phase{static_cast<int>(read.table.blocks.size()), encodeBlock}};
    runPhases(phases, threadCount(0));
}

/// The labels of the rows that are samples, and which rows those are.
std::vector<Label> samplesOf(const ReadTable& read, const TableEncoding& encoding, Places& places,
                             std::vector<Message>& notes) {
    const std::size_t width = read.table.columns.size();
    std::vector<Label> labels;
    std::size_t incomplete = 0, unlabelled = 0;
    for (const auto& block : read.table.blocks)
        for (std::size_t r = 0; r < block.rows; ++r) {
            const float* cells = block.cells.data() + r * width;
            const bool isSample = encoding.isSample(cells);
            places.at.push_back(isSample ? labels.size() : Places::kNowhere);
            if (isSample)
                labels.push_back(static_cast<Label>(cells[encoding.target()]));
            else
                ++(std::isnan(cells[encoding.target()]) ? unlabelled : incomplete);
        }
    if (labels.empty()) throw Error(say::kNoRows, read.name, incomplete + unlabelled, read.table.rows());
    if (incomplete > 0) notes.emplace_back(say::kRowsLeftOut, incomplete);
    if (unlabelled > 0) notes.emplace_back(say::kRowsWithoutTarget, unlabelled);
    return labels;
}

void shapeLike(Dataset& part, std::size_t samples, const ReadTable& read, const TableEncoding& encoding) {
    part.name = read.name.substr(1, read.name.size() - 2);
    part.shape = {static_cast<int>(encoding.inputs().size()), 1, 1};
    part.columns = encoding.inputs();
    part.classNames = read.table.columns[read.target].categories;
    part.classes = static_cast<int>(part.classNames.size());
    part.labels.resize(samples);
    part.values.resize(samples * encoding.inputs().size());
}

} // namespace

Message TableSource::kind() const {
    return Message(say::kATable);
}

bool TableSource::isTable() const {
    return true;
}

std::vector<ColumnSummary> TableSource::columns(const DataSpec& spec) const {
    return summarise(readTableFile(m_file, spec));
}

bool looksLikeText(const std::filesystem::path& file) {
    constexpr std::size_t kBytesSeen = 4096;
    std::vector<std::uint8_t> bytes(kBytesSeen);
    bytes.resize(ByteSource(file).readUpTo(bytes));
    const tables::DecodedText decoded(std::move(bytes));
    return decoded.text().find('\0') == std::string_view::npos;
}

Splits TableSource::load(const DataSpec& spec) const {
    ReadTable read = readTableFile(m_file, spec);
    requireClasses(read);
    const TableEncoding encoding(read.table, read.target, spec.missing, read.name);
    Splits splits;
    splits.notes = {read.note};
    splits.notes.insert(splits.notes.end(), encoding.notes().begin(), encoding.notes().end());
    Places places;
    const std::vector<Label> labels = samplesOf(read, encoding, places, splits.notes);
    const auto classes = static_cast<int>(read.table.columns[read.target].categories.size());
    std::optional<ReadTable> test;
    if (!spec.testSource.empty()) {
        test = readTableFile(spec.testSource, spec, &read);
        const std::size_t unseen = alignCategories(*test, read);
        if (unseen > 0) splits.notes.emplace_back(say::kUnseenCategories, unseen);
    }
    std::vector<bool> chosen(labels.size(), false);
    if (!test) chosen = chooseTestSamples(labels, classes, spec.testFraction, spec.seed, read.name);
    std::size_t counts[2] = {0, 0}, sample = 0;
    for (std::size_t& at : places.at) {
        const bool isTest = at != Places::kNowhere && chosen[sample];
        places.isTest.push_back(isTest);
        if (at == Places::kNowhere) continue;
        at = counts[isTest ? 1 : 0]++;
        ++sample;
    }
    shapeLike(splits.train, counts[0], read, encoding);
    shapeLike(splits.test, counts[1], read, encoding);
    encodeInto(read, encoding, places, splits.train, splits.test);
    if (test) {
        Places inTest;
        const std::size_t samples = samplesOf(*test, encoding, inTest, splits.notes).size();
        inTest.isTest.assign(inTest.at.size(), true);
        shapeLike(splits.test, samples, read, encoding);
        encodeInto(*test, encoding, inTest, splits.train, splits.test);
    }
    makeImages(splits);
    return splits;
}

} // namespace tristate::data
