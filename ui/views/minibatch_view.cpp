#include "ui/views/minibatch_view.h"

#include "ui/jobs/background_work.h"
#include "ui/look/text.h"
#include "ui/plots/minibatch_plot.h"
#include "ui/run/layer_names.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

QString number(double value) {
    return QLocale().toString(value, 'g', 3);
}

} // namespace

MinibatchView::MinibatchView(const RunData& run, Selection& selection, BackgroundWork& work, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_selection(selection),
      m_work(work),
      m_stages(new QButtonGroup(this)),
      m_layer(new QComboBox(this)),
      m_next(new QPushButton(this)),
      m_plot(new MinibatchPlot(this)),
      m_summary(new QLabel(this)) {
    build();
    connectParts();
    setStage(Stage::Forward);
}

void MinibatchView::build() {
    setAccessibleName(tr("The next minibatch"));
    setObjectName(QStringLiteral("minibatchView"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 0);
    const QStringList names{tr("1  Forward"), tr("2  Gradients"), tr("3  Gates move")};
    const QStringList hints{tr("What every neuron of the layer puts out"),
                            tr("What the loss and the regulariser ask of every gate"),
                            tr("Where one step of descent takes the gates")};
    for (int i = 0; i < names.size(); ++i) {
        auto* button = new QPushButton(names[i], this);
        button->setCheckable(true);
        button->setToolTip(hints[i]);
        m_stages->addButton(button, i);
        row->addWidget(button);
    }
    m_layer->setAccessibleName(tr("Layer to take apart"));
    m_next->setToolTip(tr("The next stage; after the last one the minibatch is trained"));
    row->addWidget(m_next);
    row->addStretch(1);
    row->addWidget(m_layer);
    m_plot->setAccessibleName(tr("The minibatch, neuron by neuron"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_summary->setContentsMargins(8, 2, 8, 4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(m_plot, 1);
    column->addWidget(m_summary);
    column->addStretch(0);
}

void MinibatchView::connectParts() {
    connect(m_stages, &QButtonGroup::idClicked, this, [this](int id) { setStage(static_cast<Stage>(id)); });
    connect(m_next, &QPushButton::clicked, this, &MinibatchView::next);
    connect(m_layer, &QComboBox::activated, this, [this](int layer) {
        if (const int unit = m_selection.unitOf(layer); unit < 0) m_selection.selectUnit(UnitRef{layer, 0});
        showAnatomy();
    });
    connect(&m_selection, &Selection::unitChanged, this, [this] {
        if (const auto& unit = m_selection.unit()) m_layer->setCurrentIndex(unit->layer);
        showAnatomy();
    });
}

void MinibatchView::next() {
    if (m_stage != Stage::Gates) return setStage(static_cast<Stage>(static_cast<int>(m_stage) + 1));
    setStage(Stage::Forward);
    Q_EMIT stepAsked();
}

void MinibatchView::setStage(Stage stage) {
    m_stage = stage;
    m_stages->button(static_cast<int>(stage))->setChecked(true);
    m_next->setText(stage == Stage::Gates ? tr("Train it, take the next one") : tr("Next stage"));
    showAnatomy();
}

/// The state of the run is at hand as it is now: it stands still there.
bool MinibatchView::canDissect() const {
    const auto* last = m_run.lastPoint();
    return !m_run.past && m_run.state && m_run.state->data &&
           m_run.state->trainer.step == (last ? last->step : 0);
}

void MinibatchView::refresh() {
    if (m_runNumber != m_run.number) {
        m_runNumber = m_run.number;
        const QSignalBlocker quiet(m_layer);
        m_layer->clear();
        for (const auto& name : gatedLayerNames(m_run.experiment.net)) m_layer->addItem(name);
    }
    if (!canDissect()) {
        m_asked = nullptr;
        m_anatomy = nullptr;
        return showAnatomy();
    }
    // What is set while the run rests counts at once, but lambda3 of a run with a target is steered.
    const train::LiveSettings live = train::liveInForce(*m_run.state, m_run.live);
    if (m_asked == m_run.state && m_askedLive == live) return;
    if (m_asked != m_run.state) m_anatomy = nullptr;
    m_asked = m_run.state;
    m_askedLive = live;
    showAnatomy();
    m_work.ask(this, BackgroundWork::Pace::AtOnce,
               [this, asked = m_asked, live = m_askedLive]() -> BackgroundWork::Finish {
                   auto anatomy = std::make_shared<const train::StepAnatomy>(train::dissect(*asked, live));
                   return [this, asked, anatomy] {
                       if (asked != m_asked) return;
                       m_anatomy = anatomy;
                       showAnatomy();
                   };
               });
}

const train::LayerAnatomy* MinibatchView::shownLayer() const {
    if (!m_anatomy) return nullptr;
    const auto layer = std::find_if(m_anatomy->layers.begin(), m_anatomy->layers.end(), [&](const auto& of) {
        return of.layer == std::max(0, m_layer->currentIndex());
    });
    return layer == m_anatomy->layers.end() ? nullptr : &*layer;
}

void MinibatchView::showAnatomy() {
    m_next->setEnabled(m_anatomy != nullptr);
    const auto* layer = shownLayer();
    m_plot->setVisible(layer != nullptr);
    if (!m_anatomy)
        m_summary->setText(
            m_run.past ? tr("Return to the live run: its next minibatch is taken apart here.")
                       : tr("Pause the run: its next minibatch is taken apart here, stage by stage."));
    else if (!layer)
        m_summary->setText(tr("This layer was merged into the next one: no gates are left in it."));
    if (!layer) return m_plot->clear();
    m_summary->setText(describe(*layer));
    showStage(*layer);
}

void MinibatchView::showStage(const train::LayerAnatomy& layer) {
    switch (m_stage) {
    case Stage::Forward:
        return m_plot->showOutputs(layer);
    case Stage::Gradients:
        return m_plot->showPulls(layer, m_anatomy->gateRate);
    case Stage::Gates:
        return m_plot->showGates(layer, m_run.openLimit());
    }
}

QString MinibatchView::describe(const train::LayerAnatomy& layer) const {
    const auto& step = *m_anatomy;
    switch (m_stage) {
    case Stage::Forward:
        if (const auto* splits = m_run.data(); splits && splits->train.isRegression())
            return tr("Minibatch %1: %2 samples go forward. The mean loss is %3, their RMSE %4.")
                .arg(countText(step.step + 1), countText(step.report.samples), number(step.report.loss),
                     metricText(m_run.metric(),
                                train::errorOf(splits->train, step.report.errorSum, step.report.samples)));
        return tr("Minibatch %1: %2 samples go forward. The mean loss is %3, %4 of them are taken for "
                  "another class.")
            .arg(countText(step.step + 1), countText(step.report.samples), number(step.report.loss),
                 countText(step.report.wrong));
    case Stage::Gradients: {
        const auto wantsOpen = std::count_if(layer.lossGradient.begin(), layer.lossGradient.end(),
                                             [](float gradient) { return gradient < 0; });
        return tr("How far descent at rate %1 would move each gate. The loss opens %2 of %3 gates, the "
                  "others it "
                  "closes or leaves; the regulariser pulls with λ₁ %4, λ₃ %5.")
            .arg(number(step.gateRate), countText(wantsOpen),
                 countText(static_cast<long long>(layer.before.size())), strengthText(step.lambdas.lambda1),
                 strengthText(step.lambdas.lambda3));
    }
    case Stage::Gates:
        return describeGates(layer);
    }
    return {};
}

QString MinibatchView::describeGates(const train::LayerAnatomy& layer) const {
    if (!m_anatomy->gatesMove) return tr("The gates rest: they do not learn in this minibatch.");
    int closes = 0, opens = 0;
    double most = 0;
    for (std::size_t i = 0; i < layer.before.size(); ++i) {
        const bool was = m_run.isOpen(layer.before[i]), is = m_run.isOpen(layer.after[i]);
        closes += was && !is ? 1 : 0;
        opens += !was && is ? 1 : 0;
        most = std::max(most, static_cast<double>(std::abs(layer.after[i] - layer.before[i])));
    }
    return tr("Each gate follows both pulls and is kept between 0 and 1: the furthest goes %1. %2 close, %3 "
              "open. "
              "The layer's gate d goes from %4 to %5.")
        .arg(number(most), countText(closes), countText(opens),
             number(static_cast<double>(layer.depthBefore)), number(static_cast<double>(layer.depthAfter)));
}

QString MinibatchView::summary() const {
    return m_summary->text();
}

void MinibatchView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showAnatomy(); // in its colours
}

} // namespace tristate::ui
