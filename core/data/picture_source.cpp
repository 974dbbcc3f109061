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
#include <functional>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace tristate::data {

namespace {

namespace fs = std::filesystem;
using pictures::Picture;

/// The folders that lead to a file, from the top; valid as long as the path. A set has many files, so nothing
/// of them is kept.
std::vector<std::string_view> foldersOf(std::string_view path) {
    std::vector<std::string_view> folders;
    for (std::size_t slash = 0; (slash = path.find('/')) != path.npos; path.remove_prefix(slash + 1))
        folders.push_back(path.substr(0, slash));
    return folders;
}

/// 'r' for training, 't' for test, 'v' for validation, 0 for another folder.
char partNamed(std::string_view folder) {
    const std::string name = lowerCase(std::string(folder));
    if (name == "train" || name == "training") return 'r';
    if (name == "test" || name == "testing") return 't';
    if (name == "val" || name == "valid" || name == "validation") return 'v';
    return 0;
}

/// Leaves the folders that both begin with.
void keepCommon(std::vector<std::string_view>& folders, const std::vector<std::string_view>& others) {
    const std::size_t most = std::min(folders.size(), others.size());
    std::size_t common = 0;
    while (common < most && folders[common] == others[common]) ++common;
    folders.resize(common);
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

ProposedShape proposeShape(const FileSet& files, const std::vector<std::size_t>& indices,
                           const LoadProgress& progress) {
    constexpr std::size_t kLookedAt = 100;
    constexpr int kMostSide = 128, kUsualSide = 32;
    std::optional<Shape> common;
    bool isAlike = true, isGrey = true;
    const std::size_t step = std::max<std::size_t>(1, indices.size() / kLookedAt);
    for (std::size_t i = 0; i < indices.size(); i += step) {
        progress.check();
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
    const std::vector<std::string>& paths = files->paths();
    std::vector<std::size_t> indices;
    std::vector<std::string_view> common;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (!pictures::hasPictureName(paths[i])) continue;
        const auto folders = foldersOf(paths[i]);
        if (indices.empty()) common = folders;
        keepCommon(common, folders);
        indices.push_back(i);
    }
    const std::size_t part = common.size();
    std::set<char> parts;
    for (const std::size_t index : indices) {
        const auto folders = foldersOf(paths[index]);
        parts.insert(folders.size() > part + 1 ? partNamed(folders[part]) : char{0});
    }
    const bool hasParts = parts.contains('r') && !parts.contains(0);
    const char test = parts.contains('t') ? 't' : 'v';
    const std::size_t depth = part + (hasParts ? 1 : 0);

    std::unique_ptr<PictureSource> source(new PictureSource);
    std::set<std::string, std::less<>> classes;
    for (const std::size_t index : indices)
        if (const auto folders = foldersOf(paths[index]); folders.size() > depth)
            classes.emplace(folders[depth]);
    if (classes.size() < 2) return nullptr;
    source->m_classes.assign(classes.begin(), classes.end());
    for (const std::size_t index : indices) {
        const auto folders = foldersOf(paths[index]);
        const char own = hasParts ? partNamed(folders[part]) : 'r';
        if (folders.size() <= depth || (own != 'r' && own != test)) continue;
        const auto label = std::distance(classes.begin(), classes.find(folders[depth]));
        source->m_entries.push_back({index, static_cast<Label>(label), own != 'r'});
        source->m_hasTest = source->m_hasTest || own != 'r';
    }
    source->m_files = std::move(files);
    source->m_depth = depth;
    return source;
}

/// The one that holds the folders of classes, one of which the picture is in.
std::string PictureSource::folderOf(const Entry& entry) const {
    const auto folders = foldersOf(m_files->paths()[entry.file]);
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
void PictureSource::read(Splits& splits, const Shape& shape, LoadProgress& progress,
                         SourceDetails* details) const {
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
    progress.beginPart(0.9, problems.size());
    const auto readSome = [&](int item) {
        const std::size_t begin = static_cast<std::size_t>(item) * kAtOnce;
        const std::size_t end = std::min(begin + kAtOnce, problems.size());
        for (std::size_t i = begin; i < end; ++i) {
            const Picture own = readOne(*m_files, m_entries[i].file, true, problems[i]);
            if (own.pixels.empty()) continue;
            Dataset& part = m_entries[i].isTest ? splits.test : splits.train;
            pictures::copyByChannel(
                pictures::withChannels(pictures::resized(own, shape.width, shape.height), shape.channels),
                part.bytes.data() + places[i] * features);
        }
        progress.add(end - begin);
    };
    const std::array phases{Phase{static_cast<int>((problems.size() + kAtOnce - 1) / kAtOnce), readSome}};
    runPhases(phases, threadCount(0));

    tellUnread(problems, splits.notes);
    std::vector<std::size_t> good[2], shown;
    for (std::size_t i = 0; i < problems.size(); ++i) {
        if (!problems[i].empty()) continue;
        good[m_entries[i].isTest ? 1 : 0].push_back(places[i]);
        if (!m_entries[i].isTest) shown.push_back(i);
    }
    if (details) glimpse(*details, shown, places, splits.train);
    keep(splits.train, good[0]);
    keep(splits.test, good[1]);
}

/// Of these entries some that lie as far apart as they can; `places`: where in `train` each is.
void PictureSource::glimpse(SourceDetails& details, const std::vector<std::size_t>& entries,
                            const std::vector<std::size_t>& places, const Dataset& train) const {
    const std::size_t count = std::min(entries.size(), kGlimpses);
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = entries[i * entries.size() / count];
        shown.push_back(places[entry]);
        details.glimpses.push_back(
            {.name = m_files->paths()[m_entries[entry].file], .target = m_classes[m_entries[entry].label]});
    }
    details.pictures = select(train, shown);
}

Splits PictureSource::load(const DataSpec& spec, LoadProgress& progress, SourceDetails* details) const {
    Splits splits;
    std::vector<std::size_t> indices;
    for (const Entry& entry : m_entries) indices.push_back(entry.file);
    const ProposedShape proposed = spec.size.empty() ? proposeShape(*m_files, indices, progress)
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
    read(splits, shape, progress, details);
    if (!m_hasTest) takeTestSamples(splits, spec);
    return splits;
}

} // namespace tristate::data
