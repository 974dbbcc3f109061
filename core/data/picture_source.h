#pragma once

#include "core/data/data_source.h"
#include "core/data/file_set.h"

#include <memory>
#include <string>
#include <vector>

namespace tristate::data {

/// Pictures in a folder (or archive) for each class, which is called by it: below `train` and `test` where
/// both are there (`validation` or `val` stands in for `test`), else a share of each class becomes the test
/// set. All are resized to DataSpec::size. Where that says nothing, a hundred of them are looked at: all keep
/// their size when those have one, of at most 128 pixels, and become 32 x 32 otherwise; they become grey when
/// those are. Those that cannot be read are left out and told in Splits::notes;
/// load() throws where that are all to train or to test with.
class PictureSource final : public DataSource {
public:
    /// Null where there are no two folders with pictures.
    static std::unique_ptr<PictureSource> find(std::shared_ptr<const FileSet> files);

    Message kind() const override;
    bool hasPictures() const override { return true; }
    Splits load(const DataSpec& spec, LoadProgress& progress, SourceDetails* details) const override;
    std::int64_t countTrainingSamples(const DataSpec& spec) const override;

private:
    struct Entry {
        std::size_t file = 0; ///< of m_files
        Label label = 0;
        bool isTest = false;
    };

    PictureSource() = default;
    void read(Splits& splits, const Shape& shape, LoadProgress& progress, SourceDetails* details) const;
    void glimpse(SourceDetails& details, const std::vector<std::size_t>& entries,
                 const std::vector<std::size_t>& places, const Dataset& train) const;
    std::string folderOf(const Entry& entry) const;
    void tellUnread(const std::vector<std::string>& problems, std::vector<Message>& notes) const;

    std::shared_ptr<const FileSet> m_files;
    std::vector<Entry> m_entries;
    std::vector<std::string> m_classes;
    bool m_hasTest = false;
    std::size_t m_depth = 0; ///< of the folders of classes, within m_files
};

} // namespace tristate::data
