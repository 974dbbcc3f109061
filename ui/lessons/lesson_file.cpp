#include "ui/lessons/lesson_file.h"

#include "core/base/error.h"
#include "core/data/generated_sets.h"
#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/train/settings.h"
#include "ui/lessons/lesson_condition.h"
#include "ui/lessons/lessons.h"
#include "ui/look/message_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringDecoder>

#include <utility>

namespace tristate::ui {
namespace {

constexpr qint64 kMostLessonBytes = 1'000'000;
constexpr std::size_t kMostSteps = 100;

struct LessonFileTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::LessonFile)
};

/// **bold** and *italic* as the panel shows them.
QString richText(const QString& markdown) {
    static const QRegularExpression kBold(QStringLiteral("\\*\\*([^*]+)\\*\\*")),
        kItalic(QStringLiteral("\\*([^*]+)\\*"));
    return markdown.toHtmlEscaped()
        .replace(kBold, QStringLiteral("<b>\\1</b>"))
        .replace(kItalic, QStringLiteral("<i>\\1</i>"));
}

/// Reads line by line and knows where it is.
class LessonReader {
public:
    LessonReader(QString file, std::function<bool(const QString&)> isTarget)
        : m_file(std::move(file)), m_isTarget(std::move(isTarget)) {}

    Lesson read(const QByteArray& text) {
        for (const QString& line : linesOf(text)) {
            ++m_line;
            atThisLine([&] { take(line.trimmed()); });
        }
        atThisLine([&] { finish(); });
        return std::move(m_lesson);
    }

private:
    template <class Act>
    void atThisLine(const Act& act) const {
        try {
            act();
        } catch (const Error& error) {
            throw Error(LessonFileTexts::tr("%1, line %2: %3")
                            .arg(m_file)
                            .arg(m_line)
                            .arg(messageText(error.message()))
                            .toStdString());
        }
    }

    [[noreturn]] static void refuse(const QString& sentence) { throw Error(sentence.toStdString()); }

    QStringList linesOf(const QByteArray& text) const {
        QStringDecoder decode(QStringDecoder::Utf8);
        const QString all = decode(text);
        if (decode.hasError() || all.contains(QChar(0)))
            refuse(LessonFileTexts::tr("%1 is no text in UTF-8").arg(m_file));
        return all.split(QLatin1Char('\n'));
    }

    void take(const QString& line) {
        static const QRegularExpression kField(QStringLiteral("^([A-Za-z][\\w.]*):\\s*(.*)$"));
        if (line.startsWith(QLatin1String("## "))) return beginStep(line.mid(3).trimmed());
        if (line.startsWith(QLatin1String("# "))) return takeTitle(line.mid(2).trimmed());
        const auto field = kField.match(line);
        const bool isStep = m_lesson.steps.size() > 1;
        if (field.hasMatch() && (isStep || !m_hasText)) {
            const QString key = field.captured(1), value = field.captured(2).trimmed();
            if (isStep && takeOfStep(key.toLower(), value)) return;
            if (!isStep) return takeSetting(key, value);
        }
        if (!line.isEmpty() && m_lesson.title.isEmpty())
            refuse(LessonFileTexts::tr("expected the title, \"# …\""));
        addText(line);
    }

    void takeTitle(const QString& title) {
        if (!m_lesson.title.isEmpty()) refuse(LessonFileTexts::tr("a lesson has one title"));
        m_lesson.title = title;
        m_lesson.experiment = io::preset("playground");
        m_lesson.steps.push_back(LessonBook::begin({}));
    }

    void takeSetting(const QString& key, const QString& value) {
        auto& experiment = m_lesson.experiment;
        const std::string text = value.toStdString();
        if (m_lesson.title.isEmpty()) refuse(LessonFileTexts::tr("expected the title, \"# …\""));
        if (key == QLatin1String("preset")) {
            experiment = io::preset(text);
        } else if (key == QLatin1String("net")) {
            experiment.net = graph::parseGraph(text);
        } else if (key == QLatin1String("pause")) {
            m_lesson.pauseSeconds =
                std::get<double>(train::parseSetting(*train::findSetting("pauseSeconds"), text));
        } else {
            const auto* setting = train::findSetting("train." + key.toStdString());
            if (!setting) setting = train::findSetting("data." + key.toStdString());
            if (!setting) refuse(LessonFileTexts::tr("there is no setting \"%1\"").arg(key));
            // Who opens a lesson is not asked whether it may read a file.
            if ((key == QLatin1String("source") && !data::isSetName(text)) ||
                key == QLatin1String("testSource"))
                refuse(LessonFileTexts::tr("a lesson takes data that come with the program: %1")
                           .arg(QString::fromStdString(data::generatedNames())));
            setting->set(experiment, train::parseSetting(*setting, text));
        }
        train::validate(experiment);
    }

    void beginStep(const QString& heading) {
        if (m_lesson.title.isEmpty()) refuse(LessonFileTexts::tr("expected the title, \"# …\""));
        finish();
        if (m_lesson.steps.size() >= kMostSteps)
            refuse(LessonFileTexts::tr("a lesson has at most %1 steps").arg(kMostSteps));
        LessonStep step;
        if (!heading.isEmpty()) step.text = QStringLiteral("<b>%1</b><br>").arg(richText(heading));
        step.target = QStringLiteral("network");
        m_lesson.steps.push_back(std::move(step));
        m_hasText = false;
    }

    bool takeOfStep(const QString& key, const QString& value) {
        LessonStep& step = m_lesson.steps.back();
        if (key == QLatin1String("do"))
            step.task = richText(value);
        else if (key == QLatin1String("watch"))
            step.watch = richText(value);
        else if (key == QLatin1String("done"))
            step.goal = parseCondition(value, m_isTarget);
        else if (key == QLatin1String("show"))
            step.target = value;
        else
            return false;
        if (key == QLatin1String("show") && !m_isTarget(value))
            refuse(LessonFileTexts::tr("the window has no \"%1\"").arg(value));
        return true;
    }

    /// Lines are joined; an empty one ends a paragraph.
    void addText(const QString& line) {
        if (m_lesson.steps.empty()) return;
        QString& text = m_lesson.steps.back().text;
        if (line.isEmpty()) {
            m_endsParagraph = m_hasText;
            return;
        }
        if (m_hasText) text += m_endsParagraph ? QStringLiteral("<br><br>") : QStringLiteral(" ");
        text += richText(line);
        m_hasText = true;
        m_endsParagraph = false;
    }

    /// A step, or the file, ends here.
    void finish() const {
        if (m_lesson.title.isEmpty()) refuse(LessonFileTexts::tr("expected the title, \"# …\""));
        const LessonStep& step = m_lesson.steps.back();
        if (step.text.isEmpty()) refuse(LessonFileTexts::tr("the step before says nothing"));
        if (step.goal && step.task.isEmpty())
            refuse(LessonFileTexts::tr("the step before has \"Done:\" but no \"Do:\""));
    }

    QString m_file;
    std::function<bool(const QString&)> m_isTarget;
    Lesson m_lesson;
    int m_line = 0;
    bool m_hasText = false, m_endsParagraph = false; ///< of the step on hand
};

} // namespace

Lesson parseLesson(const QByteArray& text, const QString& file,
                   const std::function<bool(const QString& name)>& isTarget) {
    return LessonReader(file, isTarget).read(text);
}

Lesson readLesson(const QString& path, const std::function<bool(const QString& name)>& isTarget) {
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly))
        throw Error(LessonFileTexts::tr("%1 cannot be read: %2").arg(name, file.errorString()).toStdString());
    if (file.size() > kMostLessonBytes)
        throw Error(LessonFileTexts::tr("%1 is too large for a lesson").arg(name).toStdString());
    return parseLesson(file.readAll(), name, isTarget);
}

} // namespace tristate::ui
