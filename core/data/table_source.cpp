#include "core/data/table_source.h"

#include "core/base/error.h"
#include "core/base/lower_case.h"
#include "core/base/threads.h"
#include "core/data/byte_source.h"
#include "core/data/glimpses.h"
#include "core/data/pixel_table.h"
#include "core/data/stratified_split.h"
#include "core/data/table_encoding.h"
#include "core/data/table_summary.h"
#include "core/messages/sources.h"
#include "core/tables/text_encoding.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace tristate::data {

namespace {

/// Where every row of a table goes: its number in one of the parts, or nowhere.
struct Places {
    static constexpr std::size_t kNowhere = ~std::size_t{0};
    std::vector<std::size_t> at;
    std::vector<bool> isTest;
};

void encodeInto(const ReadTable& read, const TableEncoding& encoding, const Places& places, Splits& splits,
                LoadProgress& progress) {
    const std::size_t inputs = encoding.inputs().size(), width = read.table.columns.size();
    const std::vector<std::size_t>& targets = encoding.targets();
    std::vector<std::size_t> firstRow{0};
    for (const auto& block : read.table.blocks) firstRow.push_back(firstRow.back() + block.rows);
    const auto encodeBlock = [&](int b) {
        const tables::TableBlock& block = read.table.blocks[static_cast<std::size_t>(b)];
        for (std::size_t r = 0; r < block.rows; ++r) {
            const std::size_t row = firstRow[static_cast<std::size_t>(b)] + r, place = places.at[row];
            if (place == Places::kNowhere) continue;
            Dataset& part = places.isTest[row] ? splits.test : splits.train;
            const float* cells = block.cells.data() + r * width;
            if (read.isRegression)
                std::transform(targets.begin(), targets.end(),
                               part.targetValues.data() + place * targets.size(),
                               [cells](std::size_t target) { return cells[target]; });
            else
                part.labels[place] = static_cast<Label>(cells[targets.front()]);
            encoding.encode(cells, part.values.data() + place * inputs);
        }
        progress.add(1);
    };
    progress.beginPart(0.6, read.table.blocks.size());
    const std::array phases{Phase{static_cast<int>(read.table.blocks.size()), encodeBlock}};
    runPhases(phases, threadCount(0));
}

/// The labels of the rows that are samples, and which rows those are; of a regression all of one class.
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
                labels.push_back(read.isRegression ? 0
                                                   : static_cast<Label>(cells[encoding.targets().front()]));
            else
                ++(encoding.hasTargets(cells) ? incomplete : unlabelled);
        }
    if (labels.empty()) throw Error(say::kNoRows, read.name, incomplete + unlabelled, read.table.rows());
    if (incomplete > 0) notes.emplace_back(say::kRowsLeftOut, incomplete);
    if (unlabelled > 0)
        notes.emplace_back(read.isRegression ? say::kRowsWithoutNumber : say::kRowsWithoutTarget, unlabelled);
    return labels;
}

/// The name of a file that is a table, in lower case; empty of another one.
std::string tableName(const std::string& path) {
    const std::string name = lowerCase(std::filesystem::path(path).filename().string());
    for (const std::string ending : {".csv", ".tsv", ".csv.gz", ".tsv.gz"})
        if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
    return {};
}

void shapeLike(Dataset& part, std::size_t samples, const ReadTable& read, const TableEncoding& encoding) {
    part.name = read.name.substr(1, read.name.size() - 2);
    part.shape = {static_cast<int>(encoding.inputs().size()), 1, 1};
    part.columns = encoding.inputs();
    part.values.resize(samples * encoding.inputs().size());
    if (read.isRegression) {
        for (const std::size_t target : read.targets)
            part.targets.push_back({read.table.columns[target].name});
        part.targetValues.resize(samples * read.targets.size());
        return;
    }
    part.classNames = read.table.columns[read.targets.front()].categories;
    part.classes = static_cast<int>(part.classNames.size());
    part.labels.resize(samples);
}

} // namespace

bool looksLikeText(ByteSource file) {
    constexpr std::size_t kBytesSeen = 4096;
    std::vector<std::uint8_t> bytes(kBytesSeen);
    bytes.resize(file.readUpTo(bytes));
    const tables::DecodedText decoded(std::move(bytes));
    return decoded.text().find('\0') == std::string_view::npos;
}

TableSource::TableSource(const std::filesystem::path& file)
    : m_open([file](bool) { return ByteSource(file); }) {}

std::unique_ptr<TableSource> TableSource::find(const std::shared_ptr<const FileSet>& files) {
    std::vector<std::size_t> tables, training, tests;
    for (std::size_t i = 0; i < files->paths().size(); ++i) {
        const std::string name = tableName(files->paths()[i]);
        if (name.empty()) continue;
        tables.push_back(i);
        if (name.find("train") != name.npos) training.push_back(i);
        if (name.find("test") != name.npos) tests.push_back(i);
    }
    const auto opener = [&files](std::size_t index) -> Open {
        return [files, index](bool once) { return once ? files->take(index) : files->open(index); };
    };
    const bool isOne = files->isInMemory() && files->paths().size() == 1 && tables.empty();
    if (isOne && looksLikeText(files->open(0))) tables.push_back(0);
    if (tables.size() == 1) return std::make_unique<TableSource>(opener(tables.front()));
    if (training.size() != 1 || tests.size() > 1 || training == tests) return nullptr;
    return std::make_unique<TableSource>(opener(training.front()),
                                         tests.empty() ? Open() : opener(tests.front()));
}

Message TableSource::kind() const {
    return Message(say::kATable);
}

bool TableSource::isTable() const {
    return true;
}

bool TableSource::isRegression(const DataSpec& spec) const {
    return isRegressionTable(m_open(false), spec);
}

Splits TableSource::load(const DataSpec& spec, LoadProgress& progress, SourceDetails* details) const {
    const ReadTable read = readTableFile(m_open(true), spec, progress);
    if (details) {
        details->columns = summarise(read, progress);
        details->glimpses = glimpsesOf(read);
    }
    return splitsOf(read, spec, progress);
}

std::optional<ReadTable> TableSource::readTest(const ReadTable& read, const DataSpec& spec,
                                               LoadProgress& progress, std::vector<Message>& notes) const {
    if (spec.testSource.empty() && !m_openTest) return std::nullopt;
    ByteSource source = spec.testSource.empty() ? m_openTest(true) : ByteSource(spec.testSource);
    const std::string name = source.name();
    std::optional<ReadTable> test;
    try {
        test = readTableFile(std::move(source), spec, progress, &read);
    } catch (const Error& error) {
        // What competitions give beside the training table has no targets.
        if (!spec.testSource.empty() || !error.message().is(say::kOtherColumns)) throw;
        notes.emplace_back(say::kTestTableOther, name);
        return std::nullopt;
    }
    const std::size_t unseen = alignCategories(*test, read);
    if (unseen > 0) notes.emplace_back(say::kUnseenCategories, unseen);
    return test;
}

Splits TableSource::splitsOf(const ReadTable& read, const DataSpec& spec, LoadProgress& progress) const {
    if (!read.isRegression) requireClasses(read);
    const TableEncoding encoding(read.table, read.targets, spec.missing, read.name);
    Splits splits;
    splits.notes = {read.note};
    if (read.isRegression && spec.task == TaskKind::Guess)
        splits.notes.emplace_back(say::kGuessedRegression, read.table.columns[read.targets.front()].name,
                                  SettingName{"data.task"});
    splits.notes.insert(splits.notes.end(), encoding.notes().begin(), encoding.notes().end());
    Places places;
    const std::vector<Label> labels = samplesOf(read, encoding, places, splits.notes);
    const int classes =
        read.isRegression ? 1 : static_cast<int>(read.table.columns[read.targets.front()].categories.size());
    const std::optional<ReadTable> test = readTest(read, spec, progress, splits.notes);
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
    encodeInto(read, encoding, places, splits, progress);
    if (test) {
        Places inTest;
        const std::size_t samples = samplesOf(*test, encoding, inTest, splits.notes).size();
        inTest.isTest.assign(inTest.at.size(), true);
        splits.test = {};
        shapeLike(splits.test, samples, read, encoding);
        encodeInto(*test, encoding, inTest, splits, progress);
    }
    makeImages(splits);
    return splits;
}

} // namespace tristate::data
