#include "ui/views/draw_view.h"

#include "core/inspect/drawn_digit.h"
#include "core/inspect/predictions.h"
#include "ui/jobs/background_work.h"
#include "ui/look/text.h"
#include "ui/run/class_names.h"
#include "ui/run/evaluated_on.h"
#include "ui/views/class_bars.h"
#include "ui/views/ink_canvas.h"
#include "ui/views/predictions_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {
constexpr int kSide = 28;
constexpr int kSeenSide = 84;
} // namespace

DrawView::DrawView(const RunData& run, BackgroundWork& work, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_work(work),
      m_canvas(new InkCanvas(this)),
      m_bars(new ClassBars(this)),
      m_seen(new QLabel(this)),
      m_answer(new QLabel(this)),
      m_clear(new QPushButton(tr("Clear"), this)),
      m_sample(new QPushButton(this)) {
    build();
    connect(m_canvas, &InkCanvas::changed, this, [this] {
        m_input = inspect::likeMnist(m_canvas->ink(), InkCanvas::kSide);
        askNetwork();
    });
    connect(m_clear, &QPushButton::clicked, m_canvas, &InkCanvas::clear);
    connect(m_sample, &QPushButton::clicked, this, &DrawView::takeSample);
}

void DrawView::build() {
    setAccessibleName(tr("Draw a digit"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_answer->setWordWrap(true);
    m_seen->setFixedSize(kSeenSide, kSeenSide);
    m_seen->setToolTip(tr("What the network gets"));
    m_seen->setAccessibleName(m_seen->toolTip());
    m_sample->setToolTip(tr("Puts a sample of the data on the sheet, to change it"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_clear);
    buttons->addWidget(m_sample);
    buttons->addStretch(1);
    auto* said = new QHBoxLayout;
    said->addWidget(m_seen);
    said->addWidget(m_answer, 1);
    auto* right = new QVBoxLayout;
    right->addLayout(buttons);
    right->addLayout(said);
    right->addWidget(m_bars, 1);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_canvas, 1);
    row->addLayout(right, 1);
    nameSamples();
    show({});
}

/// Digits and letters can be drawn with one stroke; a shoe cannot.
bool DrawView::fits() const {
    const auto* splits = m_run.data();
    const auto isSign = [](const std::string& name) { return QString::fromStdString(name).size() <= 1; };
    return splits && std::all_of(splits->train.classNames.begin(), splits->train.classNames.end(), isSign) &&
           !splits->train.isRegression() && splits->train.shape == Shape{1, kSide, kSide} &&
           m_run.experiment.net.input.features() == kSide * kSide;
}

void DrawView::refresh() {
    const bool can = fits();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_canvas, m_sample, m_clear})
        widget->setEnabled(can);
    nameSamples();
    if (m_run.shownNetwork() != m_asked) askNetwork();
}

void DrawView::nameSamples() {
    m_sample->setText(evaluatedOn(m_run.experiment) == EvaluatedOn::Validation ? tr("Next validation sample")
                                                                               : tr("Next test sample"));
}

void DrawView::askNetwork() {
    const auto network = m_run.shownNetwork();
    m_asked = network;
    if (!fits() || !network || m_input.empty()) return show({});
    m_work.ask(this, BackgroundWork::Pace::AtOnce,
               [this, network, input = m_input]() -> BackgroundWork::Finish {
                   auto shares = inspect::probabilities(*network, input);
                   return [this, shares = std::move(shares)] {
                       show(m_input.empty() ? std::vector<float>() : shares);
                   };
               });
}

void DrawView::show(const std::vector<float>& probabilities) {
    m_probabilities = probabilities;
    const auto* splits = m_run.data();
    const QStringList names = classNames(splits ? splits->train : data::Dataset(), probabilities.size());
    m_bars->show(probabilities, names);
    QImage seen(kSide, kSide, QImage::Format_Grayscale8);
    seen.fill(0);
    for (std::size_t i = 0; i < m_input.size(); ++i)
        seen.scanLine(static_cast<int>(i) / kSide)[i % kSide] =
            static_cast<uchar>(255 * std::clamp(m_input[i], 0.0F, 1.0F));
    m_seen->setPixmap(QPixmap::fromImage(seen.scaled(kSeenSide, kSeenSide)));
    if (!probabilities.empty()) {
        const auto best = std::max_element(probabilities.begin(), probabilities.end());
        m_answer->setText(
            tr("It says %1, with %2.")
                .arg(names[best - probabilities.begin()], percentText(100 * static_cast<double>(*best), 1)));
    } else {
        m_answer->setText(m_run.data() && !fits()
                              ? tr("Drawing is for digits and letters of 28 x 28 grey pixels, like MNIST.")
                              : tr("Draw a digit on the sheet: what the network says appears here."));
    }
}

void DrawView::takeSample() {
    if (!fits()) return;
    const auto& samples = m_run.data()->evaluation();
    m_canvas->setImage(sampleImage(samples, m_nextSample++ % samples.size()));
}

QString DrawView::answer() const {
    return m_answer->text();
}

} // namespace tristate::ui
