#include "ui/views/decision_map.h"

#include "ui/jobs/background_work.h"
#include "ui/run/class_names.h"
#include "ui/views/decision_picture.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {

DecisionMap::DecisionMap(const RunData& run, BackgroundWork& work, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_work(work),
      m_picture(new DecisionPicture(this)),
      m_class(new QComboBox(this)),
      m_train(new QPushButton(this)),
      m_clear(new QPushButton(tr("Remove added points"), this)),
      m_hint(new QLabel(tr("Click to add points of"), this)) {
    build();
    connect(m_picture, &DecisionPicture::placeChosen, this, &DecisionMap::addPoint);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_points.clear();
        showButtons();
    });
    connect(m_train, &QPushButton::clicked, this, [this] {
        auto experiment = m_run.experiment;
        experiment.data.points = m_points;
        Q_EMIT newRunAsked(experiment);
    });
}

void DecisionMap::build() {
    setAccessibleName(tr("Decision map and points to add"));
    setObjectName(QStringLiteral("decisionMap"));
    m_class->setAccessibleName(tr("Class of the points to add"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 0);
    row->addWidget(m_hint);
    row->addWidget(m_class);
    row->addWidget(m_train);
    row->addWidget(m_clear);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(m_picture, 1);
    showButtons();
}

bool DecisionMap::isPlane() const {
    return m_run.experiment.net.input.features() == 2 && m_run.metric() == train::Metric::ErrorRate;
}

void DecisionMap::showButtons() {
    const bool changed = m_points != m_run.experiment.data.points;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_hint, m_class, m_train, m_clear})
        widget->setVisible(isPlane());
    m_train->setText(tr("Train with the added points (%1)").arg(m_points.size()));
    m_train->setEnabled(changed);
    m_clear->setEnabled(!m_points.empty());
    m_picture->setPoints(m_points);
}

void DecisionMap::refresh() {
    const auto* splits = m_run.data();
    if (m_runNumber != m_run.number && (splits || !isPlane())) {
        m_runNumber = m_run.number;
        m_points = m_run.experiment.data.points;
        m_asked = nullptr;
        m_picture->setRaster({});
        m_picture->setText(isPlane() ? QString()
                                     : tr("For data in the plane, what the network says everywhere appears "
                                          "here: choose spiral, moons, circles, xor or gaussians as data, "
                                          "and a net of two inputs."));
        m_picture->setSamples(isPlane() ? &splits->train : nullptr);
        m_class->clear();
        if (isPlane())
            m_class->addItems(classNames(splits->train, static_cast<std::size_t>(splits->train.classes)));
        showButtons();
    }
    const auto network = m_run.shownNetwork();
    if (!isPlane() || !network || network == m_asked) return;
    m_asked = network;
    m_work.ask(this, BackgroundWork::Pace::Spare, [this, network]() -> BackgroundWork::Finish {
        const auto raster =
            std::make_shared<inspect::DecisionRaster>(inspect::decisionRaster(*network, kSide));
        return [this, raster] { m_picture->setRaster(std::move(*raster)); };
    });
}

void DecisionMap::addPoint(QPointF place) {
    if (!isPlane() || m_class->currentIndex() < 0) return;
    m_points.push_back(
        {std::clamp(place.x(), 0.0, 1.0), std::clamp(place.y(), 0.0, 1.0), m_class->currentIndex()});
    showButtons();
}

} // namespace tristate::ui
