#pragma once

#include "core/base/denormals.h"

#include <functional>
#include <span>

namespace tristate {

/// A piece of work made of independent items: body(item) is called once for every item in [0, count), in any
/// order, on any thread. Items of one phase must not write what another item of it reads or writes.
struct Phase {
    int count;
    std::function<void(int item)> body;
};

/// Runs the phases in order on `threads` threads, this one among them; a phase begins when every item of the
/// one before is done. As the items are independent, the results do not depend on the number of threads. An
/// exception thrown by an item ends up in the caller (one of them, when several throw), and items that have
/// not begun are left out. Called from inside an item, it runs everything on the calling thread. `denormals`
/// is for the arithmetic of the items, on whichever thread.
void runPhases(std::span<const Phase> phases, int threads, Denormals denormals = Denormals::Kept);

/// The number of threads for `requested`: 0 means every core of the machine.
int threadCount(int requested);

/// Lowers the priority of the calling thread, and of the threads it will start, so that an event loop beside
/// it stays fluid while all cores compute. Does nothing where the system cannot.
void yieldToInteractiveThreads();

} // namespace tristate
