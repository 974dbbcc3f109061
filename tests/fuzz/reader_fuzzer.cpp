#include "tests/fuzz/reader_fuzzer.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sanitizer/allocator_interface.h>
#include <sys/mman.h>
#include <unistd.h>

namespace tristate::fuzz {

namespace {

/// What the reader holds, counted by the allocator's hooks while it runs.
struct Meter {
    bool on = false;
    std::ptrdiff_t held = 0;
    std::ptrdiff_t most = 0;
} meter;

void countAllocation(const volatile void*, std::size_t size) {
    if (!meter.on) return;
    meter.held += static_cast<std::ptrdiff_t>(size);
    meter.most = std::max(meter.most, meter.held);
}

void countRelease(const volatile void* memory) {
    if (!meter.on || !memory) return;
    meter.held -=
        static_cast<std::ptrdiff_t>(__sanitizer_get_allocated_size(const_cast<const void*>(memory)));
}

[[noreturn]] void fail(const char* what, std::size_t found, std::size_t expected) {
    std::fprintf(stderr, "%s: %zu, expected at most %zu\n", what, found, expected);
    std::abort();
}

} // namespace

void expectSentence(std::size_t fileSize, std::size_t perByte, const std::function<void()>& read,
                    std::size_t freeBytes) {
    static const bool installed =
        __sanitizer_install_malloc_and_free_hooks(countAllocation, countRelease) != 0;
    if (!installed) std::abort();
    meter = {.on = true};
    try {
        read();
    } catch (const Error&) { // the answer to most of what a fuzzer makes up
    }
    meter.on = false;
    const std::size_t allowed = freeBytes + perByte * fileSize;
    const auto most = static_cast<std::size_t>(meter.most);
    if (most > allowed) fail("bytes of memory for one file", most, allowed);
}

std::string fileWith(const std::string& content) {
    static const int descriptor = ::memfd_create("tristate-fuzz", MFD_CLOEXEC);
    const bool written =
        descriptor >= 0 && ::ftruncate(descriptor, 0) == 0 &&
        ::pwrite(descriptor, content.data(), content.size(), 0) == static_cast<ssize_t>(content.size());
    if (!written) std::abort();
    return "/proc/self/fd/" + std::to_string(descriptor);
}

} // namespace tristate::fuzz
