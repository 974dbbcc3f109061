#include "ui/views/data_dialog.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/io/sets/pasted_table.h"
#include "core/train/proposal.h"
#include "ui/look/message_text.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/run/layer_names.h"
#include "ui/views/known_set_chooser.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {

constexpr std::size_t kMostListed = 1000; ///< classes or columns
constexpr int kBarLetters = 24;

QTreeWidget* makeList(const QStringList& headings, const QString& name, QWidget* parent) {
    auto* list = new QTreeWidget(parent);
    list->setHeaderLabels(headings);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAccessibleName(name);
    list->hide();
    return list;
}

void fitColumns(QTreeWidget& list) {
    for (int column = 0; column < list.columnCount(); ++column) list.resizeColumnToContents(column);
}

QString columnKind(data::ColumnSummary::Kind kind) {
    using Kind = data::ColumnSummary::Kind;
    switch (kind) {
    case Kind::Category:
        return DataDialog::tr("category");
    case Kind::Target:
        return DataDialog::tr("target");
    case Kind::LeftOut:
        return DataDialog::tr("left out");
    case Kind::Number:
        break;
    }
    return DataDialog::tr("number");
}

QString columnValues(const data::ColumnSummary& column) {
    if (column.kind == data::ColumnSummary::Kind::LeftOut) return QStringLiteral("–");
    if (!column.isNumber)
        return DataDialog::tr("%1 different").arg(countText(static_cast<long long>(column.different)));
    return DataDialog::tr("%1 to %2")
        .arg(QLocale().toString(column.least, 'g', 6), QLocale().toString(column.most, 'g', 6));
}

} // namespace

DataDialog::DataDialog(QWidget* parent)
    : QDialog(parent),
      m_path(new QLineEdit(this)),
      m_sets(new KnownSetChooser(this)),
      m_target(new QComboBox(this)),
      m_targetLabel(new QLabel(tr("&Target"), this)),
      m_task(new QComboBox(this)),
      m_facts(new QLabel(this)),
      m_classes(makeList({tr("Class"), tr("Training"), tr("Test"), QString()}, tr("Classes"), this)),
      m_columns(makeList({tr("Column"), tr("Type"), tr("Values"), tr("Missing")}, tr("Columns"), this)),
      m_warnings(new QLabel(this)) {
    setWindowTitle(tr("Open data"));
    build();
    connect(m_path, &QLineEdit::editingFinished, this, [this] {
        if (m_path->text().trimmed() != QString::fromStdString(m_spec.source)) look(m_path->text().trimmed());
    });
    connect(m_target, &QComboBox::activated, this, [this] {
        m_spec.target = m_target->currentText().toStdString();
        lookAgain();
    });
    connect(m_task, &QComboBox::activated, this, [this](int index) {
        m_spec.task = static_cast<data::TaskKind>(index);
        lookAgain();
    });
    connect(&m_job, &Job::failed, this, &DataDialog::clear);
    clear(tr("Choose a table (CSV), a folder or archive of pictures with a subfolder for each class, NumPy "
             "arrays, IDX files, or CIFAR. Nothing is trained yet."));
    resize(620, 640);
}

// A field that loses the focus with its window would still ask for what was typed.
DataDialog::~DataDialog() {
    m_path->disconnect(this);
}

/// Where data may come from: a path, known sets, the clipboard.
QLayout* DataDialog::makeSources() {
    auto* file = new QPushButton(tr("&File…"), this);
    auto* folder = new QPushButton(tr("F&older…"), this);
    auto* pasting = new QPushButton(tr("&Paste table"), this);
    pasting->setObjectName(QStringLiteral("pasteTable"));
    pasting->setToolTip(tr("The table on the clipboard, as copied from a spreadsheet"));
    connect(file, &QPushButton::clicked, this, [this] { ask(false); });
    connect(folder, &QPushButton::clicked, this, [this] { ask(true); });
    connect(pasting, &QPushButton::clicked, this, &DataDialog::paste);
    connect(m_sets, &KnownSetChooser::begun, this, [this](const QString& sentence) {
        m_job.cancel();
        clear(sentence);
        m_looksElsewhere = false;
    });
    connect(m_sets, &KnownSetChooser::failed, this, [this](const QString& sentence) {
        if (!m_looksElsewhere) clear(sentence);
    });
    connect(m_sets, &KnownSetChooser::ready, this, [this](const QString& path) {
        if (m_looksElsewhere) return;
        look(path);
        m_looksElsewhere = false;
    });
    m_path->setAccessibleName(tr("Path of the data"));
    m_path->setPlaceholderText(tr("file, folder or archive"));
    auto* where = new QHBoxLayout;
    where->addWidget(m_path, 1);
    where->addWidget(file);
    where->addWidget(folder);
    auto* others = new QHBoxLayout;
    others->addWidget(m_sets, 1);
    others->addWidget(pasting);
    auto* sources = new QVBoxLayout;
    sources->addLayout(where);
    sources->addLayout(others);
    return sources;
}

void DataDialog::build() {
    QLayout* sources = makeSources();
    m_target->setToolTip(tr("The column that the network learns to tell"));
    m_targetLabel->setBuddy(m_target);
    auto* target = new QHBoxLayout;
    target->addWidget(m_targetLabel);
    target->addWidget(m_target, 1);
    m_task->addItems({tr("Classes or numbers: as it looks"), tr("Classes"), tr("Numbers: a regression")});
    m_task->setAccessibleName(tr("What the target is"));
    m_task->hide();
    target->addWidget(m_task);
    for (QLabel* label : {m_facts, m_warnings}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_use = buttons->addButton(tr("&Use these data"), QDialogButtonBox::AcceptRole);
    m_use->setToolTip(tr("Fills in data, net and recipe; New run starts it"));
    for (auto* button : findChildren<QPushButton*>()) button->setAutoDefault(false); // Return is for the path
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(m_found->proposed);
        accept();
    });
    auto* column = new QVBoxLayout(this);
    column->addLayout(sources);
    column->addLayout(target);
    column->addWidget(m_facts);
    column->addWidget(m_classes, 1);
    column->addWidget(m_columns, 1);
    column->addWidget(m_warnings);
    column->addStretch(0);
    column->addWidget(buttons);
}

void DataDialog::ask(bool folder) {
    auto* dialog = new QFileDialog(this, folder ? tr("Folder of data") : tr("File of data"), m_path->text());
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &DataDialog::look);
    dialog->open();
}

void DataDialog::paste() {
    const QString text = QApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) return clear(tr("The clipboard holds no text, expected a table."));
    try {
        look(QString::fromStdString(io::keepPastedTable(text.toStdString())));
    } catch (const Error& error) {
        clear(messageText(error));
    }
}

void DataDialog::look(const QString& path) {
    m_spec = {};
    m_spec.source = path.toStdString();
    m_path->setText(path);
    m_target->clear();
    m_task->setCurrentIndex(0);
    m_task->hide();
    lookAgain();
}

void DataDialog::lookAgain() {
    m_looksElsewhere = m_sets->isLoading(); // whatever comes of that
    clear(tr("Reading…"));
    m_job.start(this, [this, spec = m_spec](const Job::Progress&) -> Job::Finish {
        auto found = std::make_shared<Found>();
        found->survey = data::survey(spec);
        found->proposed = train::propose(spec, found->survey.splits);
        return [this, found] { showFound(found); };
    });
}

void DataDialog::clear(const QString& sentence) {
    m_found = nullptr;
    m_use->setEnabled(false);
    m_facts->setText(sentence);
    showTargets(m_task->isVisibleTo(this)); // what cannot be read with one choice may be with another
    for (QTreeWidget* list : {m_classes, m_columns}) {
        list->clear();
        list->hide();
    }
    m_warnings->hide();
}

void DataDialog::showFound(std::shared_ptr<const Found> found) {
    m_found = std::move(found);
    const data::Survey& survey = m_found->survey;
    showFacts(*m_found);
    showClasses(survey);
    showColumns(survey);
    QStringList warnings;
    for (const Message& warning : survey.warnings) warnings << QStringLiteral("⚠ ") + messageText(warning);
    m_warnings->setText(warnings.join(QLatin1Char('\n')));
    m_warnings->setVisible(!warnings.isEmpty());
    m_use->setEnabled(true);
}

void DataDialog::showFacts(const Found& found) {
    const data::Splits& splits = found.survey.splits;
    QStringList lines{messageText(found.survey.kind)};
    for (const Message& note : splits.notes) lines << messageText(note);
    lines << tr("%1 samples to train with, %2 to test with")
                 .arg(countText(static_cast<long long>(splits.train.size())),
                      countText(static_cast<long long>(splits.test.size())));
    const QString inputs = QString::fromStdString(toString(splits.train.shape));
    if (splits.train.isRegression())
        for (const data::Target& target : splits.train.targets)
            lines << tr("Inputs: %1; a regression of %2, whose mean is %3 and deviation %4")
                         .arg(inputs, QString::fromStdString(target.name),
                              QLocale().toString(target.mean, 'g', 4),
                              QLocale().toString(target.deviation, 'g', 4));
    else
        lines << tr("Inputs: %1; classes: %2").arg(inputs, countText(splits.train.classes));
    lines << tr("Proposed net: %1 (%2 parameters)")
                 .arg(QString::fromStdString(graph::toString(found.proposed.net)),
                      countText(parameterCount(found.proposed.net)));
    m_facts->setText(lines.join(QLatin1Char('\n')));
}

void DataDialog::showClasses(const data::Survey& survey) {
    const auto& counts = survey.trainCounts;
    const std::size_t most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
    const std::size_t listed = std::min(counts.size(), kMostListed);
    for (std::size_t c = 0; c < listed; ++c) {
        const auto letters = most == 0 ? 0 : static_cast<int>(counts[c] * kBarLetters / most);
        auto* item =
            new QTreeWidgetItem(m_classes, {QString::fromStdString(survey.splits.train.classNames[c]),
                                            countText(static_cast<long long>(counts[c])),
                                            countText(static_cast<long long>(survey.testCounts[c])),
                                            QString(letters, QChar(0x2588))});
        item->setForeground(3, lineColour(0));
        item->setTextAlignment(1, Qt::AlignRight);
        item->setTextAlignment(2, Qt::AlignRight);
    }
    fitColumns(*m_classes);
    m_classes->setVisible(!counts.empty());
}

void DataDialog::showColumns(const data::Survey& survey) {
    const QSignalBlocker quiet(m_target);
    m_target->clear();
    const std::size_t listed = std::min(survey.columns.size(), kMostListed);
    for (std::size_t c = 0; c < listed; ++c) {
        const data::ColumnSummary& column = survey.columns[c];
        const QString name = QString::fromStdString(column.name);
        new QTreeWidgetItem(
            m_columns, {name, columnKind(column.kind), columnValues(column),
                        column.missing == 0 ? QString() : countText(static_cast<long long>(column.missing))});
        m_target->addItem(name);
        if (column.kind == data::ColumnSummary::Kind::Target)
            m_target->setCurrentIndex(m_target->count() - 1);
    }
    fitColumns(*m_columns);
    m_columns->setVisible(listed > 0);
    showTargets(survey.isTable);
}

void DataDialog::showTargets(bool haveTask) {
    m_target->setVisible(m_target->count() > 0);
    m_targetLabel->setVisible(m_target->count() > 0);
    m_task->setVisible(haveTask);
}

} // namespace tristate::ui
