#pragma once

#include "core/train/settings.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tristate::sweep {

/// A value that a run has for what varies: of a setting as the table has it, of the net its text.
using Value = train::SettingValue;
/// Of a value that is one.
double numberOf(const Value& value);
/// More than a sweep can take.
inline constexpr int kMostValues = 100'000;

/// Where values are drawn from, ends included.
struct Range {
    double from = 0, to = 0;
    bool isLog = false; ///< evenly by their logarithms

    friend bool operator==(const Range&, const Range&) = default;
};

/// Something that varies in a sweep: a setting of the table, or the net, with the values that it takes or the
/// range that they come from. A value.
struct Axis {
    static constexpr const char* kNet = "net";

    std::string path;          ///< "train.lambda3", or kNet
    std::vector<Value> values; ///< in order, each once; empty: any of the range
    std::optional<Range> range;

    bool isNet() const { return path == kNet; }
    /// How results and tables call it: the last part of the path, or all of it where that says something
    /// else.
    std::string name() const;
    void set(train::Experiment& experiment, const Value& value) const;
    /// As a person would type it.
    std::string text(const Value& value) const;
    /// The value at a share of the range, 0 to 1, with six digits, so that it is the same wherever it is
    /// computed.
    Value at(double share) const;

    friend bool operator==(const Axis&, const Axis&) = default;
};

/// The axis that somebody typed: "lambda3=1e-4..1e-2:log:9" (nine values), "lambda3=1e-4..1e-2:log" (any of
/// the range), "seed=1..5", "seed=1,2,3", "net=784-300-100-10,784-100-10". The name is an option, a path or
/// its last part. Throws Error naming the setting and what was expected.
Axis parseAxis(std::string_view text);

/// What parseAxis() reads behind the '=': "1e-4..1e-2:log:9", "1,2,3".
std::string valuesText(const Axis& axis);

/// The path of a setting that may vary, by its option (with or without dashes), its path, or the last part of
/// that. Throws Error when there is none.
std::string pathOfVaried(std::string_view name);

/// So many values of the axis' range, evenly, both ends among them; whole numbers that come twice are left
/// out.
void spread(Axis& axis, int count);

/// Throws Error when a value is out of the setting's range, or the range is none.
void validate(const Axis& axis);

} // namespace tristate::sweep
