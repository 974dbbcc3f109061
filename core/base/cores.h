#pragma once

namespace tristate {

constexpr int kNoCore = -1; ///< where the system does not tell

/// The processor core the calling thread runs on, at this moment; kNoCore if that is unknown.
int currentCore();

/// Asks the system to move the calling thread from `core` to another one that it may use. It is bound to
/// nothing afterwards that it was not bound to before. Nothing happens when there is no other core.
void leaveCore(int core);

} // namespace tristate
