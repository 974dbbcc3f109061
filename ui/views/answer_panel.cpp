#include "ui/views/answer_panel.h"

#include "core/inspect/predictions.h"
#include "ui/jobs/background_work.h"
#include "ui/look/text.h"
#include "ui/run/class_names.h"
#include "ui/run/layer_names.h"
#include "ui/views/class_bars.h"
#include "ui/views/predictions_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStringList>
#include <QToolButton>

#include <utility>

namespace tristate::ui {
namespace {
constexpr std::size_t kSpeakers = 6;
constexpr int kBarsWidth = 220;
constexpr int kHeight = 150;
constexpr int kSeenSide = 84;
} // namespace

AnswerPanel::AnswerPanel(const RunData& run, Selection& selection, BackgroundWork& work, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_selection(selection),
      m_work(work),
      m_bars(new ClassBars(this)),
      m_words(new QLabel(this)),
      m_seen(new QLabel(this)) {
    setObjectName(QStringLiteral("answer"));
    setAccessibleName(tr("Why this answer"));
    setFixedHeight(kHeight);
    m_bars->setFixedWidth(kBarsWidth);
    m_seen->setToolTip(tr("What the network gets"));
    m_seen->setAccessibleName(m_seen->toolTip());
    m_words->setTextFormat(Qt::RichText);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_words->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("\u00d7"));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(close->toolTip());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 4, 4);
    row->addWidget(m_seen, 0, Qt::AlignTop);
    row->addWidget(m_bars);
    row->addWidget(m_words, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &AnswerPanel::close);
    connect(m_words, &QLabel::linkActivated, this, [this](const QString& link) {
        const QStringList parts = link.split(QLatin1Char(':'));
        m_selection.selectUnit(UnitRef{parts.value(0).toInt(), parts.value(1).toInt()});
    });
    hide();
}

void AnswerPanel::explain(std::size_t sample) {
    begin({.sample = sample, .name = tr("Sample %1").arg(sample), .note = {}, .values = {}});
}

void AnswerPanel::explain(const QString& name, std::vector<float> values, const QString& note) {
    begin({.sample = {}, .name = name, .note = note, .values = std::move(values)});
}

void AnswerPanel::begin(Question question) {
    m_question = std::move(question);
    ++m_number;
    m_runNumber = m_run.number;
    m_words->clear();
    m_bars->show({}, {});
    setVisible(true);
    ask();
}

void AnswerPanel::refuse(const QString& sentence) {
    close();
    m_runNumber = m_run.number;
    m_bars->hide();
    m_seen->hide();
    m_words->setText(QStringLiteral("⚠ ") + sentence.toHtmlEscaped());
    setVisible(true);
}

void AnswerPanel::close() {
    m_question.reset();
    m_asked.reset();
    m_words->clear();
    hide();
}

void AnswerPanel::refresh() {
    if (isVisible() && m_runNumber != m_run.number) return close();
    if (m_question && m_run.shownNetwork() != m_asked) ask();
}

AnswerPanel::Answer AnswerPanel::answerTo(const Question& question, const nn::Network& network,
                                          const data::Dataset& samples) {
    Answer answer{question.values, {}, {}};
    int label = -1; // of one's own nobody knows it
    if (question.sample) {
        answer.values.resize(static_cast<std::size_t>(samples.shape.features()));
        samples.copySample(*question.sample, answer.values.data());
        if (!samples.isRegression()) label = static_cast<int>(samples.labels[*question.sample]);
    }
    if (samples.isRegression())
        answer.numbers = inspect::predictedNumbers(network, answer.values);
    else
        answer.reasons = inspect::reasonsFor(network, answer.values, label, kSpeakers);
    return answer;
}

void AnswerPanel::ask() {
    const auto network = m_run.shownNetwork();
    if (!network || !m_run.state || !m_question) return;
    m_asked = network;
    m_work.ask(this, BackgroundWork::Pace::AtOnce,
               [this, network, state = m_run.state, question = *m_question,
                number = m_number]() -> BackgroundWork::Finish {
                   auto answer = answerTo(question, *network, state->data->evaluation());
                   return [this, number, answer = std::move(answer)] {
                       if (m_question && number == m_number && m_runNumber == m_run.number && m_run.data())
                           show(answer);
                   };
               });
}

void AnswerPanel::show(const Answer& answer) {
    const data::Dataset& samples = m_run.data()->evaluation();
    data::Dataset one;
    one.shape = samples.shape;
    one.values = answer.values;
    one.labels = {0}; // of a picture it is not looked at
    const QImage image = sampleImage(one, 0);
    m_seen->setVisible(!image.isNull());
    if (!image.isNull())
        m_seen->setPixmap(QPixmap::fromImage(image.scaled(kSeenSide, kSeenSide, Qt::KeepAspectRatio)));
    m_bars->setVisible(!samples.isRegression());
    if (!samples.isRegression())
        m_bars->show(answer.reasons.shares, classNames(samples, answer.reasons.shares.size()));
    QString text = samples.isRegression() ? numberWords(answer.numbers) : classWords(answer.reasons);
    if (!m_question->note.isEmpty()) text += QStringLiteral("<p>") + m_question->note.toHtmlEscaped();
    m_words->setText(text);
}

QString AnswerPanel::numberWords(const std::vector<double>& numbers) const {
    const auto& targets = m_run.data()->evaluation().targets;
    QStringList parts;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        parts << QStringLiteral("%1 <b>%2</b>")
                     .arg(QString::fromStdString(targets[i].name).toHtmlEscaped(),
                          QLocale().toString(numbers[i], 'g', 4));
    return tr("%1: the network predicts %2.")
        .arg(m_question->name.toHtmlEscaped(), parts.join(QStringLiteral(", ")));
}

QString AnswerPanel::classWords(const inspect::Reasons& reasons) const {
    const QStringList names = classNames(m_run.data()->evaluation(), reasons.shares.size());
    const auto number = [](double value) { return QLocale().toString(value, 'f', 2); };
    const auto share = static_cast<double>(reasons.shares[static_cast<std::size_t>(reasons.answer)]);
    const QString subject = m_question->name.toHtmlEscaped();
    const QString answer = names.value(reasons.answer).toHtmlEscaped();
    if (reasons.rival < 0)
        return tr("%1 is taken for <b>%2</b>: there is one class only.").arg(subject, answer);
    QString text =
        tr("%1 is taken for <b>%2</b>, with %3, rather than for <b>%4</b>: its logit is %5 higher.")
            .arg(subject, answer, percentText(100 * share, 1), names.value(reasons.rival).toHtmlEscaped(),
                 number(reasons.lead));
    if (reasons.speakers.empty())
        text += QStringLiteral("<p>") + tr("No neuron alone spoke for it.");
    else
        text += QStringLiteral("<p>") +
                tr("What spoke for it, and how much of this lead each takes with it when it is closed:") +
                QStringLiteral("<br>");
    const auto layers = gatedLayerNames(m_run.experiment.net);
    QStringList units;
    for (const inspect::Speaker& speaker : reasons.speakers)
        units << QStringLiteral("<a href=\"%1:%2\">%3</a> (%4)")
                     .arg(speaker.layer)
                     .arg(speaker.unit)
                     .arg(tr("%1, neuron %2")
                              .arg(layers[static_cast<std::size_t>(speaker.layer)])
                              .arg(speaker.unit),
                          number(speaker.weight));
    return text + units.join(QStringLiteral(" · "));
}

QString AnswerPanel::words() const {
    return m_words->text();
}

} // namespace tristate::ui
