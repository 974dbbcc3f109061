#include "ui/views/vary_list.h"

#include "core/train/settings.h"
#include "ui/views/sweep_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {

/// Every setting that may vary: its label, and the name by which conditions and the command line know it.
void fill(QComboBox& box) {
    box.addItem(axisText({sweep::Axis::kNet, {}, {}}), QLatin1String(sweep::Axis::kNet));
    for (const train::Setting& setting : train::settings()) {
        if ((!setting.data && !setting.train) || setting.path == std::string_view("train.threads")) continue;
        const sweep::Axis axis{setting.path, {}, {}};
        const QString name = QString::fromStdString(axis.name()), label = axisText(axis);
        box.addItem(label == name ? name : VaryList::tr("%1 (%2)", "label, name").arg(label, name),
                    QLatin1String(setting.path));
    }
}

} // namespace

VaryList::VaryList(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    auto* add = new QPushButton(tr("&Add a setting"), this);
    add->setAutoDefault(false);
    m_column->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, [this] {
        addRow(QStringLiteral("train.seed"), QStringLiteral("1,2,3"));
        m_rows.back().setting->setFocus();
        Q_EMIT changed();
    });
}

void VaryList::addRow(const QString& path, const QString& values) {
    auto* widget = new QWidget(this);
    const Row row{widget, new QComboBox(widget), new QLineEdit(values, widget), new QToolButton(widget)};
    fill(*row.setting);
    row.setting->setCurrentIndex(std::max(0, row.setting->findData(path)));
    row.setting->setAccessibleName(tr("Setting that varies"));
    row.setting->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row.setting->setMinimumContentsLength(24);
    row.values->setAccessibleName(tr("Values that it takes"));
    row.values->setToolTip(
        tr("A list: 1,2,3. Whole numbers: 1..5. So many of a range: 1e-3..5e-3:5, or by their "
           "logarithms: 1e-4..1e-2:log:9. Random draws and the frontier take a range without "
           "a number: 1e-4..1e-2:log"));
    row.removal->setText(QStringLiteral("×"));
    row.removal->setToolTip(tr("It does not vary"));
    row.removal->setAccessibleName(tr("Remove the setting"));
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(row.setting, 2);
    line->addWidget(row.values, 3);
    line->addWidget(row.removal);
    m_column->insertWidget(m_column->count() - 1, widget);
    connect(row.setting, &QComboBox::currentIndexChanged, this, &VaryList::changed);
    connect(row.values, &QLineEdit::textChanged, this, &VaryList::changed);
    connect(row.removal, &QToolButton::clicked, this, [this, widget] {
        remove(widget);
        Q_EMIT changed();
    });
    m_rows.push_back(row);
}

void VaryList::remove(const QWidget* widget) {
    std::erase_if(m_rows, [widget](const Row& row) {
        if (row.widget != widget) return false;
        row.widget->hide();
        row.widget->deleteLater(); // its button is at work
        return true;
    });
}

std::vector<sweep::Axis> VaryList::axes() const {
    std::vector<sweep::Axis> axes;
    for (const Row& row : m_rows) {
        const QString text =
            row.setting->currentData().toString() + QLatin1Char('=') + row.values->text().trimmed();
        axes.push_back(sweep::parseAxis(text.toStdString()));
    }
    return axes;
}

void VaryList::setAxes(const std::vector<sweep::Axis>& axes) {
    while (!m_rows.empty()) remove(m_rows.back().widget);
    for (const sweep::Axis& axis : axes)
        addRow(QString::fromStdString(axis.path), QString::fromStdString(sweep::valuesText(axis)));
}

} // namespace tristate::ui
