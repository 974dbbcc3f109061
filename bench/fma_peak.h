#pragma once

/// The most multiply-adds (counted as two operations) in float that one thread of this machine does in a
/// second, measured now: independent sums in registers, no memory. Takes about a fifth of a second.
double measureFmaPeak();
