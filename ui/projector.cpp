#include "ui/projector.h"

#include "ui/look/scale.h"

#include <QApplication>
#include <QDockWidget>
#include <QEvent>
#include <QHeaderView>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>

#include <algorithm>
#include <cmath>
#include <map>

namespace tristate::ui {
namespace {

constexpr const char* kProjectorSetting = "window/projector"; ///< of QSettings, a bool
constexpr double kProjectorScale = 1.5, kScaleStep = 0.05;
constexpr double kCentreShare = 0.45; ///< of the width, for what is between the docks
constexpr double kUsualWidth = 1000;  ///< pixels that the window wants at the usual scale

/// Layouts inside of others hear of a change one after the other.
void settleLayouts() {
    constexpr int kNested = 8;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::ApplicationFontChange);
    for (int i = 0; i < kNested; ++i) QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
}

} // namespace

bool projectorWasOn() {
    return QSettings().value(QLatin1String(kProjectorSetting)).toBool();
}

Projector::Projector(QMainWindow& window, bool remember) : QAction(&window), m_window(window) {
    setText(tr("&Projector mode"));
    setShortcut(Qt::Key_P);
    setObjectName(QStringLiteral("projector"));
    setCheckable(true);
    setChecked(interfaceScale() > 1);
    connect(this, &QAction::toggled, this, &Projector::apply);
    if (remember)
        connect(this, &QAction::triggered, this,
                [](bool isOn) { QSettings().setValue(QLatin1String(kProjectorSetting), isOn); });
}

/// As large as there is room for on the screen, or in a window that is larger than that.
void Projector::apply(bool isOn) {
    const QSize room =
        m_window.screen()->availableSize().expandedTo(m_window.size()).boundedTo(m_window.maximumSize());
    const double most = std::clamp(room.width() / kUsualWidth, 1.0, kProjectorScale);
    for (double scale = isOn ? most : 1;; scale = std::max(1.0, scale - kScaleStep)) {
        scaleTo(scale);
        const QSize least = m_window.minimumSizeHint();
        if (scale <= 1 || (least.width() <= room.width() && least.height() <= room.height())) break;
    }
    if (!m_window.isMaximized() && !m_window.isFullScreen())
        m_window.resize(m_window.size().expandedTo(m_window.minimumSizeHint()));
    Q_EMIT scaled();
}

/// By how much docks may be wider than usual: the plots between them keep a share of the window.
double Projector::dockGrowth(double scale) const {
    std::map<Qt::DockWidgetArea, int> widths; // docks above each other share one
    for (const auto& [dock, width] : m_usualWidths) {
        int& widest = widths[m_window.dockWidgetArea(dock)];
        widest = std::max(widest, width);
    }
    int usual = 0;
    for (const auto& [area, width] : widths) usual += width;
    const double room = (1 - kCentreShare) * m_window.width();
    return usual > 0 ? std::clamp(room / usual, 1.0, scale) : scale;
}

/// What was set in pixels by hand, such as the widths of docks, keeps its share of the letters.
void Projector::scaleTo(double scale) {
    const double ratio = scale / interfaceScale();
    if (ratio == 1) return;
    const bool wasUsual = interfaceScale() == 1;
    if (wasUsual) m_usualWidths.clear();
    for (auto* dock : m_window.findChildren<QDockWidget*>())
        if (wasUsual && dock->isVisible() && !dock->isFloating()) m_usualWidths[dock] = dock->width();
    const double growth = dockGrowth(scale);
    QList<QDockWidget*> docks;
    QList<int> widths;
    for (const auto& [dock, width] : m_usualWidths)
        if (dock->isVisible() && !dock->isFloating()) {
            docks << dock;
            widths << static_cast<int>(std::lround(width * growth));
        }
    scaleInterface(scale);
    for (auto* header : m_window.findChildren<QHeaderView*>())
        if (header->orientation() == Qt::Vertical)
            header->setDefaultSectionSize(
                static_cast<int>(std::lround(header->defaultSectionSize() * ratio)));
    settleLayouts();
    if (m_window.font().pointSizeF() != QApplication::font().pointSizeF()) // the letters are on their way
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    // What is in a dock lets it become narrow only when it has heard of its letters.
    for (int i = 0; i < 2; ++i) {
        m_window.resizeDocks(docks, widths, Qt::Horizontal);
        settleLayouts();
    }
}

} // namespace tristate::ui
