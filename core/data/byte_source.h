#pragma once

#include "core/base/load_progress.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tristate::data {

/// The bytes of a file in order, unpacked when its content is gzip. Nothing is believed of an untrusted file:
/// a length it claims is compared with what its size on disk allows, and memory grows only as bytes arrive.
/// Every function throws Error naming the file. One thread at a time.
class ByteSource {
public:
    explicit ByteSource(const std::filesystem::path& file);
    /// What is in memory already, and stays there; `name` is in quotes.
    ByteSource(std::string name, std::span<const std::uint8_t> bytes);
    /// The same of `size` bytes from `begin` on, of which this holds a share: a part of an archive.
    ByteSource(std::string name, std::shared_ptr<std::vector<std::uint8_t>> bytes, std::size_t begin,
               std::size_t size);

    /// From now on `progress` hears what is read of the file, as its next part: that share of what is left of
    /// it. Reading throws Interrupted, too, then. Null: nobody. It outlives this.
    void watch(LoadProgress* progress, double share);

    /// The file in quotes, to begin an error with.
    const std::string& name() const { return m_name; }

    /// Of the file as it is, packed or not; in memory, unpacked.
    std::uint64_t sizeOnDisk() const { return m_sizeOnDisk; }

    /// Fills `bytes` as far as the file reaches. Returns how many were read; fewer than asked for only at its
    /// end.
    std::size_t readUpTo(std::span<std::uint8_t> bytes);

    /// Fills `bytes`; `what` says for an error what was being read, e.g. "the header".
    void readExactly(std::span<std::uint8_t> bytes, const std::string& what);

    /// All that is left; grows as it arrives. What is in memory, and nobody else has, is not copied.
    std::vector<std::uint8_t> readAll();

    /// The `count` bytes that must be the rest of the file, no fewer and no more.
    std::vector<std::uint8_t> readRest(std::uint64_t count, const std::string& what);

private:
    struct Closer {
        void operator()(void* file) const;
    };

    std::size_t readSome(std::span<std::uint8_t> bytes);

    std::size_t readSomeFromMemory(std::span<std::uint8_t> bytes);
    void tell(bool isAtEnd);
    void unpackMemory();
    std::vector<std::uint8_t> takeMemory();
    bool isPacked() const;

    std::string m_name;
    std::uint64_t m_sizeOnDisk = 0;
    std::uint64_t m_position = 0; ///< in the unpacked bytes
    LoadProgress* m_progress = nullptr;
    std::uint64_t m_told = 0;                            ///< position when m_progress heard of it
    std::unique_ptr<void, Closer> m_file;                ///< null: in memory
    std::shared_ptr<std::vector<std::uint8_t>> m_shared; ///< what m_memory is in; null where that stays
    std::span<const std::uint8_t> m_memory;
    std::vector<std::uint8_t> m_unpacked; ///< what m_memory is in, when that was gzip
};

} // namespace tristate::data
