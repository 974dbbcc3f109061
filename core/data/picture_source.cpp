#include "core/data/picture_source.h"

#include "core/base/error.h"
#include "core/base/lower_case.h"
#include "core/base/threads.h"
#include "core/data/selection.h"
#include "core/data/shape_text.h"
#include "core/data/stratified_split.h"
#include "core/messages/sources.h"
#include "core/pictures/picture.h"
#include "core/pictures/resize.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

namespace tristate::data {

namespace {

namespace fs = std::filesystem;
using pictures::Picture;

/// The folders that lead to a file, from the top.
std::vector<std::string> foldersOf(const std::string& path) {
    std::vector<std::string> folders;
    for (const fs::path& part : fs::path(path).parent_path()) folders.push_back(part.string());
    return folders;
}

/// 'r' for training, 't' for test, 'v' for validation, 0 for another folder.
char partNamed(const std::string& folder) {
    const std::string name = lowerCase(folder);
    if (name == "train" || name == "training") return 'r';
    if (name == "test" || name == "testing") return 't';
    if (name == "val" || name == "valid" || name == "validation") return 'v';
    return 0;
}

/// How many folders all paths begin with alike.
std::size_t commonFolders(const std::vector<std::vector<std::string>>& all) {
    std::size_t common = all.empty() ? 0 : all.front().size();
    for (const auto& folders : all) {
        common = std::min(common, folders.size());
        for (std::size_t i = 0; i < common; ++i)
            if (folders[i] != all.front()[i]) common = i;
    }
    return common;
}

Shape shapeIn(const std::string& text, const std::string& source) {
    const auto shape = shapeFrom(text);
    if (!shape || (shape->channels != 1 && shape->channels != 3)) throw Error(say::kSizeText, text, source);
    return *shape;
}

/// A picture, or without pixels why it cannot be read.
Picture readOne(const FileSet& files, std::size_t index, bool once, std::string& problem) {
    try {
        ByteSource source = once ? files.take(index) : files.open(index);
        const std::string name = source.name();
        return pictures::readPicture(source.readAll(), name);
    } catch (const Error& error) {
        problem = error.what();
        return {};
    }
}

/// What pictures become that nobody has given a size: see PictureSource.
struct ProposedShape {
    Shape shape;
    bool isOwn = true; ///< of all that were looked at
};

ProposedShape proposeShape(const FileSet& files, const std::vector<std::size_t>& indices) {
    constexpr std::size_t kLookedAt = 100;
    constexpr int kMostSide = 128, kUsualSide = 32;
    std::optional<Shape> common;
    bool isAlike = true, isGrey = true;
    const std::size_t step = std::max<std::size_t>(1, indices.size() / kLookedAt);
    for (std::size_t i = 0; i < indices.size(); i += step) {
        std::string problem;
        const Picture picture = readOne(files, indices[i], false, problem);
        if (!problem.empty()) continue;
        const Shape shape{1, picture.height, picture.width};
        if (!common) common = shape;
        isAlike = isAlike && *common == shape;
        isGrey = isGrey && picture.channels == 1;
    }
    const int channels = isGrey ? 1 : 3;
    if (common && isAlike && std::max(common->height, common->width) <= kMostSide)
        return {{channels, common->height, common->width}, true};
    return {{channels, kUsualSide, kUsualSide}, false};
}

} // namespace

std::unique_ptr<PictureSource> PictureSource::find(std::shared_ptr<const FileSet> files) {
    std::vector<std::size_t> indices;
    std::vector<std::vector<std::string>> folders;
    for (std::size_t i = 0; i < files->paths().size(); ++i) {
        if (!pictures::hasPictureName(files->paths()[i])) continue;
        indices.push_back(i);
        folders.push_back(foldersOf(files->paths()[i]));
    }
    const std::size_t common = commonFolders(folders);
    std::set<char> parts;
    for (const auto& of : folders) parts.insert(of.size() > common + 1 ? partNamed(of[common]) : char{0});
    const bool hasParts = parts.contains('r') && !parts.contains(0);
    const char test = parts.contains('t') ? 't' : 'v';
    const std::size_t depth = common + (hasParts ? 1 : 0);

    std::unique_ptr<PictureSource> source(new PictureSource);
    std::vector<std::string> names;
    for (const auto& of : folders) names.push_back(of.size() > depth ? of[depth] : "");
    std::set<std::string> classes(names.begin(), names.end());
    classes.erase("");
    if (classes.size() < 2) return nullptr;
    source->m_classes.assign(classes.begin(), classes.end());
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const char part = hasParts ? partNamed(folders[i][common]) : 'r';
        if (names[i].empty() || (part != 'r' && part != test)) continue;
        const auto label = std::distance(classes.begin(), classes.find(names[i]));
        source->m_entries.push_back({indices[i], static_cast<Label>(label), part != 'r'});
        source->m_hasTest = source->m_hasTest || part != 'r';
    }
    source->m_files = std::move(files);
    source->m_depth = depth;
    return source;
}

/// The one that holds the folders of classes, one of which the picture is in.
std::string PictureSource::folderOf(const Entry& entry) const {
    const std::vector<std::string> folders = foldersOf(m_files->paths()[entry.file]);
    fs::path folder(m_files->name());
    for (std::size_t i = 0; i < m_depth; ++i) folder /= folders[i];
    return folder.string();
}

void PictureSource::tellUnread(const std::vector<std::string>& problems, std::vector<Message>& notes) const {
    std::size_t unread = 0;
    std::string first;
    for (const bool isTest : {false, true}) {
        std::size_t count = 0, bad = 0, firstBad = 0;
        for (std::size_t i = 0; i < problems.size(); ++i) {
            if (m_entries[i].isTest != isTest) continue;
            ++count;
            if (problems[i].empty()) continue;
            if (bad++ == 0) firstBad = i;
        }
        if (bad == 0) continue;
        if (bad == count) throw Error(say::kNoPictures, folderOf(m_entries[firstBad]), problems[firstBad]);
        if (unread == 0) first = problems[firstBad];
        unread += bad;
    }
    if (unread > 0) notes.emplace_back(say::kPictureUnread, unread, problems.size(), first);
}

Message PictureSource::kind() const {
    return Message(say::kPictureFolder);
}

std::int64_t PictureSource::countTrainingSamples(const DataSpec&) const {
    return std::count_if(m_entries.begin(), m_entries.end(),
                         [](const Entry& entry) { return !entry.isTest; });
}

/// Reads all, resizes them, and puts each into its part, in the order of m_entries.
void PictureSource::read(Splits& splits, const Shape& shape) const {
    const auto features = static_cast<std::size_t>(shape.features());
    std::vector<std::size_t> places;
    for (const Entry& entry : m_entries) {
        Dataset& part = entry.isTest ? splits.test : splits.train;
        places.push_back(part.labels.size());
        part.labels.push_back(entry.label);
    }
    for (Dataset* part : {&splits.train, &splits.test}) part->bytes.resize(part->labels.size() * features);

    constexpr std::size_t kAtOnce = 64;
    std::vector<std::string> problems(m_entries.size());
    const auto readSome = [&](int item) {
        const std::size_t begin = static_cast<std::size_t>(item) * kAtOnce;
        for (std::size_t i = begin; i < std::min(begin + kAtOnce, problems.size()); ++i) {
            const Picture own = readOne(*m_files, m_entries[i].file, true, problems[i]);
            if (own.pixels.empty()) continue;
            Dataset& part = m_entries[i].isTest ? splits.test : splits.train;
            pictures::copyByChannel(
                pictures::withChannels(pictures::resized(own, shape.width, shape.height), shape.channels),
                part.bytes.data() + places[i] * features);
        }
    };
    const std::array phases{Phase{static_cast<int>((problems.size() + kAtOnce - 1) / kAtOnce), readSome}};
    runPhases(phases, threadCount(0));

    tellUnread(problems, splits.notes);
    std::vector<std::size_t> good[2];
    for (std::size_t i = 0; i < problems.size(); ++i)
        if (problems[i].empty()) good[m_entries[i].isTest ? 1 : 0].push_back(places[i]);
    keep(splits.train, good[0]);
    keep(splits.test, good[1]);
}

Splits PictureSource::load(const DataSpec& spec) const {
    Splits splits;
    std::vector<std::size_t> indices;
    for (const Entry& entry : m_entries) indices.push_back(entry.file);
    const ProposedShape proposed = spec.size.empty() ? proposeShape(*m_files, indices)
                                                     : ProposedShape{shapeIn(spec.size, spec.source), true};
    const Shape shape = proposed.shape;
    if (!proposed.isOwn)
        splits.notes.emplace_back(say::kPicturesResized, toString(shape), SettingName{"data.size"});
    for (Dataset* part : {&splits.train, &splits.test}) {
        part->name = m_files->name();
        part->shape = shape;
        part->classes = static_cast<int>(m_classes.size());
        part->classNames = m_classes;
    }
    read(splits, shape);
    if (!m_hasTest) takeTestSamples(splits, spec);
    return splits;
}

} // namespace tristate::data
