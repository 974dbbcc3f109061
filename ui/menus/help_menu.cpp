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

struct Texts {
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
    auto* group = new QTreeWidgetItem({Texts::tr("In the views")});
    const std::pair<QString, QString> keys[] = {
        {Texts::tr("Go to the next field, button or view"), Texts::tr("Tab")},
        {Texts::tr("Select the neighbouring neuron of the network picture"), Texts::tr("Arrow keys")},
        {Texts::tr("See other layers of a large net, in the network picture or the strip above it"),
         Texts::tr("Page Up and Down, Home, End")},
        {Texts::tr("Collapse the block of the selected neuron, or open it"), Texts::tr("Return")},
        {Texts::tr("Move the pruning strength or the timeline a little, a lot"),
         Texts::tr("Arrow keys, Page Up and Down")},
        {Texts::tr("Open a menu, go to a tab or a field"), Texts::tr("Alt and the underlined letter")},
    };
    for (const auto& [what, key] : keys) group->addChild(new QTreeWidgetItem({what, key}));
    table.addTopLevelItem(group);
}

void showKeys(const QMenuBar& bar, QWidget* window) {
    auto* dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Texts::tr("Keyboard"));
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
    table->setAccessibleName(Texts::tr("Keyboard"));
    table->setHeaderLabels({Texts::tr("Command"), Texts::tr("Keys")});
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

void addHelpMenu(QMenuBar& bar, QWidget* window) {
    auto* menu = bar.addMenu(Texts::tr("&Help"));
    menu->addAction(Texts::tr("&Keyboard"), QKeySequence(Qt::CTRL | Qt::Key_Slash), window,
                    [&bar, window] { showKeys(bar, window); });
    menu->addSeparator();
    menu->addAction(Texts::tr("&About Tristate Lab"), window, [window] { showAbout(window); });
}

} // namespace tristate::ui
