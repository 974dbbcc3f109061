#pragma once

#include "ui/lessons/lesson.h"

#include <QCoreApplication>

namespace tristate::ui {

/// The lessons one by one, and what they are made of; lessonBook() has them in order. For ui/lessons.
class LessonBook {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::LessonBook)
public:
    // Of gates and single neurons
    static Lesson watchNeuronsVanish();
    static Lesson whyAGateFalls();
    static Lesson isThisNeuronNeeded();

    // Of how small a network may become
    static Lesson howSmallIsTooSmall();
    static Lesson aLayerThatDisappears();
    static Lesson whatDidItCost();

    // Of nets with bypasses, and of one's own data
    static Lesson blocksThatVanish();
    static Lesson yourOwnTable();

    // Of what would have been
    static Lesson twoFutures();

    /// The first step of every lesson.
    static LessonStep begin(const QString& text);

private:
    using Facts = const LessonFacts&;
    static constexpr double kSlowly =
        0.02; ///< seconds after each minibatch: one of the speeds in the tool bar

    static QString name(const char* objectName) { return QLatin1String(objectName); }
    /// A recipe without an end, in which only what a person does changes anything.
    static train::Experiment endless(const char* preset, double lambda3);
    static LessonGoal prunesAtLeast(double lambda3);
};

} // namespace tristate::ui
