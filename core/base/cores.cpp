#include "core/base/cores.h"

#if defined(__linux__)
#include <sched.h>
#endif

namespace tristate {

#if defined(__linux__)

int currentCore() {
    return sched_getcpu();
}

void leaveCore(int core) {
    if (core < 0 || core >= CPU_SETSIZE) return;
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    cpu_set_t others = allowed;
    CPU_CLR(static_cast<unsigned>(core), &others);
    if (CPU_COUNT(&others) == 0) return;
    if (sched_setaffinity(0, sizeof others, &others) == 0) sched_setaffinity(0, sizeof allowed, &allowed);
}

#else

int currentCore() {
    return kNoCore;
}

void leaveCore(int) {}

#endif

} // namespace tristate
