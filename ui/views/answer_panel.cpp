#include "ui/views/answer_panel.h"

#include "ui/jobs/background_work.h"
#include "ui/look/text.h"
#include "ui/run/class_names.h"
#include "ui/run/layer_names.h"
#include "ui/views/class_bars.h"

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
} // namespace

AnswerPanel::AnswerPanel(const RunData& run, Selection& selection, BackgroundWork& work, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_selection(selection),
      m_work(work),
      m_bars(new ClassBars(this)),
      m_words(new QLabel(this)) {
    setObjectName(QStringLiteral("answer"));
    setAccessibleName(tr("Why this answer"));
    setFixedHeight(kHeight);
    m_bars->setFixedWidth(kBarsWidth);
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
    m_sample = sample;
    m_runNumber = m_run.number;
    m_words->clear();
    m_bars->show({}, {});
    setVisible(true);
    ask();
}

void AnswerPanel::close() {
    m_sample.reset();
    m_asked.reset();
    m_words->clear();
    hide();
}

void AnswerPanel::refresh() {
    if (!m_sample) return;
    if (m_runNumber != m_run.number) return close();
    if (m_run.shownNetwork() != m_asked) ask();
}

void AnswerPanel::ask() {
    const auto network = m_run.shownNetwork();
    if (!network || !m_run.state || !m_sample) return;
    m_asked = network;
    m_work.ask(this, BackgroundWork::Pace::AtOnce,
               [this, network, state = m_run.state, sample = *m_sample]() -> BackgroundWork::Finish {
                   const data::Dataset& samples = state->data->evaluation();
                   std::vector<float> values(static_cast<std::size_t>(samples.shape.features()));
                   samples.copySample(sample, values.data());
                   auto reasons = inspect::reasonsFor(*network, values, samples.labels[sample], kSpeakers);
                   return [this, sample, reasons = std::move(reasons)] {
                       if (m_sample == sample && m_runNumber == m_run.number && m_run.data()) show(reasons);
                   };
               });
}

void AnswerPanel::show(const inspect::Reasons& reasons) {
    const QStringList names = classNames(m_run.data()->evaluation(), reasons.shares.size());
    m_bars->show(reasons.shares, names);
    const auto number = [](double value) { return QLocale().toString(value, 'f', 2); };
    const auto share = static_cast<double>(reasons.shares[static_cast<std::size_t>(reasons.answer)]);
    const QString answer = names.value(reasons.answer).toHtmlEscaped();
    if (reasons.rival < 0)
        return m_words->setText(
            tr("Sample %1 is taken for <b>%2</b>: there is one class only.").arg(*m_sample).arg(answer));
    QString text =
        tr("Sample %1 is taken for <b>%2</b>, with %3, rather than for <b>%4</b>: its logit is %5 higher.")
            .arg(*m_sample)
            .arg(answer, percentText(100 * share, 1), names.value(reasons.rival).toHtmlEscaped(),
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
    m_words->setText(text + units.join(QStringLiteral(" · ")));
}

QString AnswerPanel::words() const {
    return m_words->text();
}

} // namespace tristate::ui
