#pragma once

#include "ui/run/run_data.h"

namespace tristate::ui::test {

/// An experiment that needs no time: a small dense net on a few generated digits, without an end.
train::Experiment smallExperiment();

/// Points of a run that was never trained: one every tenth of an epoch, gates of net 10-8-5-2 that close one
/// after the other, falling loss, an evaluation at whole epochs.
train::Point fakePoint(std::int64_t index);

/// A run with so many fake points.
RunData fakeRun(int points);

/// Live settings took effect at a step.
train::Event settingsEvent(double epoch, const train::LiveSettings& live);

} // namespace tristate::ui::test
