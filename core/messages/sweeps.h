#pragma once

#include "core/base/message.h"

/// What is said of sweeps: many runs that differ in what varies.
namespace tristate::say {

// What varies. The word that somebody typed, or the setting.

inline const MessageForm kVaryNoName{
    "sweep.vary-no-name", "'%1' says nothing that varies, expected such as lambda3=1e-4..1e-2:log:9"};
inline const MessageForm kVaryUnknown{"sweep.vary-unknown", "there is no setting '%1' that could vary"};
inline const MessageForm kVaryThreads{"sweep.vary-threads", "%1 cannot vary, as no result depends on it"};
inline const MessageForm kVaryTwice{"sweep.vary-twice", "%1 varies twice"};
inline const MessageForm kVaryEmpty{"sweep.vary-empty", "%1 has no values to take"};
inline const MessageForm kAList{"sweep.a-list", "a list"};
inline const MessageForm kVaryNothing{"sweep.vary-nothing", "nothing varies"};
/// The setting, and the range as it was typed.
inline const MessageForm kRangeNotUnderstood{
    "sweep.range-not-understood", "%1: '%2' is no range, expected such as 1e-4..1e-2:log:9 or 1..5"};
inline const MessageForm kRangeEmpty{"sweep.range-empty", "%1: the range %2 to %3 is empty"};
inline const MessageForm kRangeNeedsCount{
    "sweep.range-needs-count",
    "%1: how many values of the range is not said, expected such as 1e-4..1e-2:log:9"};
inline const MessageForm kRangeLogAboveZero{"sweep.range-log-above-zero",
                                            "%1: a logarithmic range begins above 0, not at %2"};
inline const MessageForm kRangeNotNumbers{"sweep.range-not-numbers", "%1 is no number and has no range"};
inline const MessageForm kRunsMissing{"sweep.runs-missing", "how many runs is not said"};
inline const MessageForm kTooManyRuns{"sweep.too-many-runs", "%1 runs are too many, expected at most %2"};
inline const MessageForm kFrontierOneRange{
    "sweep.frontier-one-range", "a frontier needs one setting with a range of numbers to search, such as "
                                "lambda3=1e-4..1e-2:log; there are %1"};

// Folders

inline const MessageForm kNoSweep{"sweep.none", "folder '%1': there is no sweep in it"};
inline const MessageForm kFolderNotEmpty{"sweep.folder-not-empty",
                                         "folder '%1': it holds other things and no sweep"};
inline const MessageForm kOtherSweep{"sweep.other",
                                     "folder '%1': it holds another sweep; what varies, or the "
                                     "experiment, is not the same"};
/// The folder, the version that began it, and this one.
inline const MessageForm kOtherVersion{
    "sweep.other-version",
    "folder '%1': the sweep was begun by version %2, and this is version %3; results could differ"};
inline const MessageForm kOtherData{"sweep.other-data",
                                    "data '%1': they are not those that the sweep in '%2' began with"};
inline const MessageForm kResultDamaged{"sweep.result-damaged",
                                        "%1; it was put aside, and the run is done again"};
inline const MessageForm kResultOfOtherRun{"sweep.result-of-other-run", "the result is of the run '%1'"};
inline const MessageForm kCannotLock{"sweep.cannot-lock",
                                     "cannot lock '%1': %2; a new sweep with heartbeat locks works there"};

/// The file, and the column.
inline const MessageForm kTableNoColumn{
    "sweep.table-no-column",
    "'%1' has no column '%2', expected a table as 'tristate baselines --csv' writes it"};

// Runs

inline const MessageForm kSweepRunDiverged{
    "sweep.run-diverged", "the loss was no number any more after %1 minibatches: training diverged"};
inline const MessageForm kSweepRunDied{"sweep.run-died",
                                       "the program that trained it was killed or crashed %1 times"};
inline const MessageForm kSweepRunEndless{"sweep.run-endless", "%1 is 0: a run of a sweep must end"};

// Workers

inline const MessageForm kWorkersGaveUp{
    "sweep.workers-gave-up",
    "the worker processes died again and again; %1 of %2 runs are done, and the same command goes on"};
inline const MessageForm kWorkerNotStarted{"sweep.worker-not-started", "cannot start a worker process: %1"};
inline const MessageForm kSweepInterrupted{
    "sweep.interrupted", "Interrupted with %1 of %2 runs done; the same command goes on from there."};
inline const MessageForm kWorkerStopped{"sweep.worker-stopped",
                                        "Stopped; the run it was at has a checkpoint."};
inline const MessageForm kSweepFrom{"sweep.from", "the runs of a sweep begin anew: --from is for train"};
inline const MessageForm kNoProgram{"sweep.no-program", "there is no program '%1' on this machine"};
/// The program, and what it said.
inline const MessageForm kProgramFailed{"sweep.program-failed", "%1 failed: %2"};

// Picking a run

inline const MessageForm kPickNotUnderstood{
    "sweep.pick-not-understood",
    "'%1' is no condition, expected such as \"error <= 1.0\" or \"parameters <= 5000\""};
inline const MessageForm kPickNone{"sweep.pick-none", "no run of the sweep has %1"};

} // namespace tristate::say
