#pragma once

#include "core/data/data_source.h"
#include "core/data/file_set.h"

#include <memory>
#include <string>

namespace tristate::data {

/// The binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009), in a folder, below one, or in an archive
/// as it is downloaded; each file plain or with `.gz`, a plain one goes before a packed one. CIFAR-10 has
/// `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin`; fewer training batches will do when they
/// are numbered from 1 without a gap. CIFAR-100 has `train.bin` and `test.bin`. A batch is records of a label
/// byte (CIFAR-100: a coarse one, which is not used, and a fine one) and 3 x 32 x 32 pixel bytes in (channel,
/// y, x) order, channels red, green, blue. Classes are named by `batches.meta.txt` or `fine_label_names.txt`
/// where that is, else by their known names or numbers. The files are not trusted: memory grows only as data
/// arrives. load() throws Error with the file, the record, what was expected and what was found.
class CifarSource final : public DataSource {
public:
    /// Null where there are no such files; those highest up are taken.
    static std::unique_ptr<CifarSource> find(std::shared_ptr<const FileSet> files);

    Message kind() const override;
    Splits load(const DataSpec& spec, LoadProgress& progress, SourceDetails* details) const override;

private:
    CifarSource() = default;

    std::shared_ptr<const FileSet> m_files;
    bool m_isFine = false; ///< CIFAR-100
    std::string m_folder;  ///< "cifar-10-batches-bin/", in m_files; may be empty
};

} // namespace tristate::data
