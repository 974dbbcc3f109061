#include "ui/views/data_dialog.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/io/sets/pasted_table.h"
#include "core/train/proposal.h"
#include "ui/look/message_text.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/run/layer_names.h"
#include "ui/views/column_list.h"
#include "ui/views/glimpse_view.h"
#include "ui/views/known_set_chooser.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {

constexpr int kMostListed = 1000; ///< classes or columns
constexpr int kBarLetters = 24;

QTreeWidget* makeClasses(QWidget* parent) {
    auto* list = new QTreeWidget(parent);
    list->setHeaderLabels(
        {DataDialog::tr("Class"), DataDialog::tr("Training"), DataDialog::tr("Test"), QString()});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAccessibleName(DataDialog::tr("Classes"));
    return list;
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
      m_classes(makeClasses(this)),
      m_columns(new ColumnList(this)),
      m_glimpses(new GlimpseView(this)),
      m_pages(new QTabWidget(this)),
      m_warnings(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)) {
    setWindowTitle(tr("Open data"));
    build();
    connect(m_path, &QLineEdit::editingFinished, this, [this] {
        if (m_path->text().trimmed() != QString::fromStdString(m_spec.source)) look(m_path->text().trimmed());
    });
    connect(m_target, &QComboBox::activated, this, [this] {
        m_spec.target = m_target->currentText().toStdString();
        takeColumns(m_target->currentIndex());
    });
    connect(m_task, &QComboBox::activated, this, [this](int index) {
        m_spec.task = static_cast<data::TaskKind>(index);
        lookAgain();
    });
    connect(m_columns, &ColumnList::chosen, this, [this] { takeColumns(); });
    connect(&m_loading, &DataLoading::failed, this, &DataDialog::say);
    connect(&m_loading, &DataLoading::changed, this, &DataDialog::showLoading);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_loading.cancel();
        say(tr("Reading was cancelled."));
    });
    showLoading();
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
        m_loading.cancel();
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
    auto* loading = new QHBoxLayout;
    loading->addWidget(m_bar, 1);
    loading->addWidget(m_cancel);
    m_bar->setObjectName(QStringLiteral("reading"));
    m_cancel->setObjectName(QStringLiteral("cancelReading"));
    m_bar->setAccessibleName(tr("How much of the data is read"));
    column->addLayout(loading);
    column->addWidget(m_facts);
    m_pages->addTab(m_columns, tr("&Columns"));
    m_pages->addTab(m_glimpses, tr("&Samples"));
    m_pages->addTab(m_classes, tr("C&lasses"));
    column->addWidget(m_pages, 1);
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
    m_task->setCurrentIndex(0);
    m_task->hide();
    clear({});
    lookAgain();
}

/// As the list of columns says, which no target is left out of.
void DataDialog::takeColumns(int target) {
    m_spec.leaveOut = m_columns->leftOut(target).toStdString();
    m_spec.categories = m_columns->categories().toStdString();
    lookAgain();
}

void DataDialog::lookAgain() {
    m_looksElsewhere = m_sets->isLoading(); // whatever comes of that
    say(tr("Reading…"));
    m_pages->setEnabled(false);
    m_loading.start(this, [this, spec = m_spec](LoadProgress& progress) -> Job::Finish {
        auto found = std::make_shared<Found>();
        found->survey = data::survey(spec, progress);
        found->proposed = train::propose(spec, found->survey.splits);
        return [this, found] { showFound(found); };
    });
}

void DataDialog::showLoading() {
    m_bar->setVisible(m_loading.isOn());
    m_cancel->setVisible(m_loading.isOn());
    m_bar->setValue(m_loading.percent());
}

/// What is shown of the data stays: what cannot be read with one choice may be with another.
void DataDialog::say(const QString& sentence) {
    m_found = nullptr;
    m_use->setEnabled(false);
    m_facts->setText(sentence);
    showTargets(m_task->isVisibleTo(this));
    m_pages->setEnabled(true);
    m_warnings->hide();
}

void DataDialog::clear(const QString& sentence) {
    m_pages->hide();
    m_target->clear();
    say(sentence);
}

void DataDialog::showFound(std::shared_ptr<const Found> found) {
    m_found = std::move(found);
    const data::Survey& survey = m_found->survey;
    showFacts(*m_found);
    showClasses(survey);
    showColumns(survey);
    m_glimpses->setGlimpses(survey.details);
    showPages();
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
    m_classes->clear();
    const std::size_t most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
    const std::size_t listed = std::min(counts.size(), std::size_t{kMostListed});
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
    for (int column = 0; column < m_classes->columnCount(); ++column)
        m_classes->resizeColumnToContents(column);
}

/// Those that have something to show; of new data the first of them.
void DataDialog::showPages() {
    const bool areNew = m_pages->isHidden();
    m_pages->setTabVisible(m_pages->indexOf(m_columns), m_columns->topLevelItemCount() > 0);
    m_pages->setTabVisible(m_pages->indexOf(m_classes), m_classes->topLevelItemCount() > 0);
    m_pages->setEnabled(true);
    m_pages->show();
    if (areNew)
        m_pages->setCurrentWidget(m_columns->topLevelItemCount() > 0 ? static_cast<QWidget*>(m_columns)
                                                                     : m_glimpses);
}

void DataDialog::showColumns(const data::Survey& survey) {
    const QSignalBlocker quiet(m_target);
    m_target->clear();
    m_columns->setColumns(survey.details.columns);
    for (const data::ColumnSummary& column : survey.details.columns) {
        if (m_target->count() == kMostListed) break;
        m_target->addItem(QString::fromStdString(column.name));
        if (column.kind == data::ColumnSummary::Kind::Target)
            m_target->setCurrentIndex(m_target->count() - 1);
    }
    showTargets(survey.isTable);
}

void DataDialog::showTargets(bool haveTask) {
    m_target->setVisible(m_target->count() > 0);
    m_targetLabel->setVisible(m_target->count() > 0);
    m_task->setVisible(haveTask);
}

} // namespace tristate::ui
