#pragma once

#include "core/base/message.h"

/// Of settings: values that are refused, what changed, and what cannot work together.
namespace tristate::say {

/// The setting, its value, least and most.
inline const MessageForm kSettingRange{"settings.range", "%1 is %2, expected %3 to %4"};
/// The setting, the text that was found, least and most.
inline const MessageForm kSettingNotWhole{"settings.not-whole",
                                          "%1 is '%2', expected a whole number from %3 to %4"};
inline const MessageForm kSettingNotNumber{"settings.not-a-number",
                                           "%1 is '%2', expected a number from %3 to %4"};
/// The setting, the text that was found, the names that there are.
inline const MessageForm kSettingNotOneOf{"settings.not-one-of", "%1 is '%2', expected one of %3"};
inline const MessageForm kDataSourceEmpty{
    "settings.no-source", "%1 is empty, expected a directory or the name of generated data such as digits"};

inline const MessageForm kTargetNeedsValidation{"settings.target-needs-validation",
                                                "%1 needs validation samples (%2), but there are none"};
inline const MessageForm kTargetNeedsGates{"settings.target-needs-gates",
                                           "%1 needs gates to steer, but there are none (%2)"};
inline const MessageForm kTargetNeedsEnd{"settings.target-needs-end",
                                         "%1 needs a run that ends, but %2 is 0"};

/// The setting, its value before and after.
inline const MessageForm kSettingChanged{"settings.changed", "%1 %2 -> %3"};
inline const MessageForm kSettingOn{"settings.on", "%1 on"};
inline const MessageForm kSettingOff{"settings.off", "%1 off"};
inline const MessageForm kTwoChanges{"settings.two-changes", "%1, %2"};

/// How far a gate falls, how far it has to; lambda3, the least that would do.
inline const MessageForm kNoUnitCanGo{"settings.no-unit-can-go",
                                      "No unit can be pruned in this run: the cost of a unit lowers a gate "
                                      "by %1, and it has to fall by more than %2. "
                                      "%3 of %4 or more would do"};
/// The same, and the number of epochs that would do; warm-up and freeze.
inline const MessageForm kNoUnitCanGoSoSoon{
    "settings.no-unit-can-go-so-soon", "No unit can be pruned in this run: the cost of a unit lowers a gate "
                                       "by %1, and it has to fall by more than %2. "
                                       "%3 of %4 or more would do, or at least %5 epochs between %6 and %7"};
inline const MessageForm kGatesNeverLearn{"settings.gates-never-learn",
                                          "No unit can be pruned in this run: the gates never learn, as %1 "
                                          "and %2 leave no epoch between them. At least "
                                          "%3 epochs between them would do"};

} // namespace tristate::say
