#include "ui/view_menu.h"

#include "ui/plots/time_axis_menu.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QMetaEnum>
#include <QSettings>
#include <QTabWidget>

namespace tristate::ui {
namespace {

struct ViewMenuTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::MainWindow)
};

/// Between starts.
void rememberStretch(TimeAxis& axis) {
    const QString key = QStringLiteral("window/timeAxes");
    const auto names = QMetaEnum::fromType<TimeAxis::Stretch>();
    bool isKnown = false;
    const int value = names.keyToValue(QSettings().value(key).toByteArray().constData(), &isKnown);
    if (isKnown) axis.setStretch(static_cast<TimeAxis::Stretch>(value));
    QObject::connect(&axis, &TimeAxis::stretchChanged, &axis, [key, names](TimeAxis::Stretch stretch) {
        QSettings().setValue(key, QString::fromLatin1(names.valueToKey(static_cast<int>(stretch))));
    });
}

} // namespace

void addViewMenu(QMenuBar& bar, const ViewMenuParts& parts) {
    auto* view = bar.addMenu(ViewMenuTexts::tr("&View"));
    auto* tabs = view->addMenu(ViewMenuTexts::tr("&Go to tab"));
    for (int i = 0; i < parts.tabs.count(); ++i) // the letters of tabs need not differ, those of a menu do
        tabs->addAction(parts.tabs.tabText(i).remove(QLatin1Char('&')), &parts.tabs,
                        [tabs = &parts.tabs, i] { tabs->setCurrentIndex(i); });
    for (QAction* toggle : parts.toggles) view->addAction(toggle);
    view->addMenu(&parts.themes);
    view->addAction(&parts.projector);
    view->addSeparator();
    view->addMenu(new TimeAxisMenu(parts.time, view));
    if (parts.remember) rememberStretch(parts.time);
    view->addAction(ViewMenuTexts::tr("&Follow the run"), QKeySequence(Qt::Key_F), &parts.time,
                    &TimeAxis::follow);
    QObject::connect(view->addAction(ViewMenuTexts::tr("&Reset layout")), &QAction::triggered, view,
                     parts.resetLayout);
}

} // namespace tristate::ui
