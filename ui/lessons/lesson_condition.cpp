#include "ui/lessons/lesson_condition.h"

#include "core/base/error.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <utility>
#include <vector>

namespace tristate::ui {
namespace {

struct ConditionTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::LessonFile)
};

using Facts = const LessonFacts&;

struct NamedNumber {
    const char* name;
    double (*of)(Facts before, Facts now);
};
constexpr NamedNumber kNumbers[] = {
    {"epoch", [](Facts, Facts now) { return now.epoch; }},
    {"error", [](Facts, Facts now) { return now.evaluationError; }},
    {"open", [](Facts, Facts now) { return static_cast<double>(now.open); }},
    {"lambda1", [](Facts, Facts now) { return now.lambdas.lambda1; }},
    {"lambda2", [](Facts, Facts now) { return now.lambdas.lambda2; }},
    {"lambda3", [](Facts, Facts now) { return now.lambdas.lambda3; }},
    {"lambda4", [](Facts, Facts now) { return now.lambdas.lambda4; }},
    {"linear", [](Facts, Facts now) { return static_cast<double>(now.linearLayers); }},
    {"merged", [](Facts, Facts now) { return static_cast<double>(now.mergedLayers); }},
    {"vanished", [](Facts, Facts now) { return static_cast<double>(now.vanishedBlocks); }},
    {"pruned", [](Facts before, Facts now) { return static_cast<double>(now.pruned - before.pruned); }},
    {"restored", [](Facts before, Facts now) { return static_cast<double>(now.restored - before.restored); }},
    {"exports", [](Facts before, Facts now) { return static_cast<double>(now.exports - before.exports); }},
};

struct NamedState {
    const char* name;
    bool (*holds)(Facts before, Facts now);
};
constexpr NamedState kStates[] = {
    {"running", [](Facts, Facts now) { return now.isRunning; }},
    {"paused", [](Facts, Facts now) { return !now.isRunning; }},
    {"finished", [](Facts, Facts now) { return now.hasFinished; }},
    {"frozen", [](Facts, Facts now) { return now.freezesGates; }},
    {"past", [](Facts, Facts now) { return now.isPast; }},
    {"branch", [](Facts, Facts now) { return now.isBranch; }},
    {"selected", [](Facts before, Facts now) { return now.unit && now.unit != before.unit; }},
    {"another run", [](Facts before, Facts now) { return now.run != before.run; }},
};

template <class Named, std::size_t size>
QStringList namesOf(const Named (&all)[size]) {
    QStringList names;
    for (const Named& each : all) names << QLatin1String(each.name);
    return names;
}

[[noreturn]] void refuse(const QString& sentence) {
    throw Error(sentence.toStdString());
}

bool compare(double value, const QString& sign, double bound) {
    if (sign == QLatin1String(">=")) return value >= bound;
    if (sign == QLatin1String("<=")) return value <= bound;
    if (sign == QLatin1String(">")) return value > bound;
    if (sign == QLatin1String("<")) return value < bound;
    return value == bound;
}

LessonGoal numberGoal(const QString& name, const QString& sign, const QString& text) {
    const auto* number = std::find_if(std::begin(kNumbers), std::end(kNumbers), [&](const NamedNumber& each) {
        return name == QLatin1String(each.name);
    });
    if (number == std::end(kNumbers))
        refuse(ConditionTexts::tr("expected one of %1 before %2, found \"%3\"")
                   .arg(conditionNumbers().join(QStringLiteral(", ")), sign, name));
    bool isNumber = false;
    const double bound = QLocale::c().toDouble(text, &isNumber);
    if (!isNumber) refuse(ConditionTexts::tr("expected a number after %1, found \"%2\"").arg(sign, text));
    return [of = number->of, sign, bound](Facts before, Facts now) {
        return compare(of(before, now), sign, bound);
    };
}

LessonGoal oneGoal(const QString& text, const std::function<bool(const QString&)>& isTarget) {
    for (const NamedState& state : kStates)
        if (text == QLatin1String(state.name)) return state.holds;
    static const QRegularExpression kComparison(QStringLiteral("^(\\w+)\\s*(>=|<=|>|<|=)\\s*(.+)$"));
    const auto match = kComparison.match(text);
    if (!match.hasMatch())
        refuse(ConditionTexts::tr("expected a comparison such as epoch >= 2, or one of %1, found \"%2\"")
                   .arg(conditionStates().join(QStringLiteral(", ")), text));
    const QString name = match.captured(1), sign = match.captured(2), value = match.captured(3);
    if (name != QLatin1String("view")) return numberGoal(name, sign, value);
    if (!isTarget(value)) refuse(ConditionTexts::tr("the window has no \"%1\"").arg(value));
    return [value](Facts, Facts now) { return now.view == value; };
}

} // namespace

QStringList conditionNumbers() {
    return namesOf(kNumbers);
}

QStringList conditionStates() {
    return namesOf(kStates);
}

LessonGoal parseCondition(const QString& text, const std::function<bool(const QString&)>& isTarget) {
    std::vector<LessonGoal> parts;
    static const QRegularExpression kAnd(QStringLiteral("\\s+and\\s+"));
    for (const QString& part : text.split(kAnd)) parts.push_back(oneGoal(part.trimmed(), isTarget));
    return [parts = std::move(parts)](Facts before, Facts now) {
        return std::all_of(parts.begin(), parts.end(),
                           [&](const LessonGoal& part) { return part(before, now); });
    };
}

} // namespace tristate::ui
