#include "ui/menus/help_menu.h"

#include "ui/menus/about.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace tristate::ui {
namespace {

struct HelpTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::HelpMenu)
};

/// Without the marks of its mnemonic.
QString plainText(QString text) {
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

void addCommands(QTreeWidgetItem& group, const QMenu& menu) {
    for (const auto* action : menu.actions()) {
        if (action->menu())
            addCommands(group, *action->menu());
        else if (!action->shortcut().isEmpty())
            group.addChild(new QTreeWidgetItem(
                {plainText(action->text()), action->shortcut().toString(QKeySequence::NativeText)}));
    }
}

void addViewKeys(QTreeWidget& table) {
    auto* group = new QTreeWidgetItem({HelpTexts::tr("In the views")});
    const std::pair<QString, QString> keys[] = {
        {HelpTexts::tr("Go to the next field, button or view"), HelpTexts::tr("Tab")},
        {HelpTexts::tr("Select the neighbouring neuron of the network picture"), HelpTexts::tr("Arrow keys")},
        {HelpTexts::tr("See other layers of a large net, in the network picture or the strip above it"),
         HelpTexts::tr("Page Up and Down, Home, End")},
        {HelpTexts::tr("Collapse the block of the selected neuron, or open it"), HelpTexts::tr("Return")},
        {HelpTexts::tr("Move the pruning strength or the timeline a little, a lot"),
         HelpTexts::tr("Arrow keys, Page Up and Down")},
        {HelpTexts::tr("Open a menu, go to a tab or a field"),
         HelpTexts::tr("Alt and the underlined letter")},
    };
    for (const auto& [what, key] : keys) group->addChild(new QTreeWidgetItem({what, key}));
    table.addTopLevelItem(group);
}

void showKeys(const QMenuBar& bar, QWidget* window) {
    auto* dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(HelpTexts::tr("Keyboard"));
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(makeKeyTable(bar));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog->resize(640, 640);
    dialog->show();
}

} // namespace

QTreeWidget* makeKeyTable(const QMenuBar& bar) {
    auto* table = new QTreeWidget;
    table->setAccessibleName(HelpTexts::tr("Keyboard"));
    table->setHeaderLabels({HelpTexts::tr("Command"), HelpTexts::tr("Keys")});
    table->setRootIsDecorated(false);
    for (const auto* action : bar.actions()) {
        auto* group = new QTreeWidgetItem({plainText(action->text())});
        if (action->menu()) addCommands(*group, *action->menu());
        if (group->childCount() > 0)
            table->addTopLevelItem(group);
        else
            delete group;
    }
    addViewKeys(*table);
    table->expandAll();
    table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    return table;
}

void addHelpMenu(QMenuBar& bar, QWidget* window, const std::function<void()>& openLesson) {
    auto* menu = bar.addMenu(HelpTexts::tr("&Help"));
    menu->addAction(HelpTexts::tr("&Keyboard"), QKeySequence(Qt::CTRL | Qt::Key_Slash), window,
                    [&bar, window] { showKeys(bar, window); });
    menu->addAction(HelpTexts::tr("Open &lesson…"), window, openLesson);
    menu->addSeparator();
    menu->addAction(HelpTexts::tr("&About Tristate Lab"), window, [window] { showAbout(window); });
}

} // namespace tristate::ui
