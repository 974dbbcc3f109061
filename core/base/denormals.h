#pragma once

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace tristate {

/// What becomes of numbers too small for the full precision of their type.
enum class Denormals { Kept, Flushed };

/// While it lives, the calling thread takes such numbers for 0 and yields 0 in their place, if Flushed: on
/// some processors they cost a hundred times a normal one, and an optimiser's averages of gradients that have
/// ended make many of them. Processors other than x86 keep them.
class DenormalScope {
public:
#if defined(__SSE__)
    explicit DenormalScope(Denormals denormals) : m_before(_mm_getcsr()) {
        constexpr unsigned kFlushResults = 0x8000, kZeroOperands = 0x0040;
        constexpr unsigned kBoth = kFlushResults | kZeroOperands;
        _mm_setcsr(denormals == Denormals::Flushed ? m_before | kBoth : m_before & ~kBoth);
    }
    ~DenormalScope() {
        _mm_setcsr(m_before);
    }
#else
    explicit DenormalScope(Denormals) {}
#endif
    DenormalScope(const DenormalScope&) = delete;
    DenormalScope& operator=(const DenormalScope&) = delete;

#if defined(__SSE__)
private:
    unsigned m_before;
#endif
};

} // namespace tristate
