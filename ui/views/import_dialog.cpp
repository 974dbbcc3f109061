#include "ui/views/import_dialog.h"

#include "core/data/data_source.h"
#include "core/graph/graph_text.h"
#include "core/io/export/input_range.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/run/data_names.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

namespace tristate::ui {
namespace {

QString rangeText(const std::string& range) {
    if (range == "0..1") return ImportDialog::tr("0..1: as the data are here");
    if (range == "data") return ImportDialog::tr("data: their mean at 0, their deviation 1");
    return QString::fromStdString(range);
}

/// Of these numbers a net was hardly trained on.
QString marked(const QString& error, bool isNearChance) {
    return isNearChance ? QStringLiteral("⚠ ") + error : error;
}

} // namespace

ImportDialog::ImportDialog(ImportOrder order, QWidget* parent)
    : QDialog(parent),
      m_order(std::move(order)),
      m_net(new QLineEdit(this)),
      m_facts(new QLabel(this)),
      m_ranges(new QLabel(this)),
      m_reason(new QLabel(this)),
      m_warning(new QLabel(this)),
      m_progress(new QProgressBar(this)) {
    setWindowTitle(tr("Import %1").arg(fileText(m_order.file)));
    build();
    connect(&m_job, &Job::failed, this, &ImportDialog::fail);
    connect(m_net, &QLineEdit::editingFinished, this, [this] {
        if (m_net->text().trimmed() != m_order.net) look();
    });
    resize(560, sizeHint().height());
    look();
}

// A field that loses the focus with its window would still ask for what was typed.
ImportDialog::~ImportDialog() {
    m_net->disconnect(this);
    m_job.retire();
}

void ImportDialog::build() {
    m_net->setPlaceholderText(tr("e.g. 784-300-100-10; empty where the file tells it"));
    auto* net = new QLabel(tr("&Net of these weights:"), this);
    net->setBuddy(m_net);
    const bool needsNet =
        QString::fromStdString(m_order.file.extension().string()).toLower() == QLatin1String(".safetensors");
    net->setVisible(needsNet);
    m_net->setVisible(needsNet);
    for (QLabel* label : {m_facts, m_ranges, m_reason, m_warning}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* box = new QGroupBox(tr("Input range that it was trained on"), this);
    auto* grid = new QGridLayout;
    buildRanges(*grid);
    auto* inBox = new QVBoxLayout(box);
    inBox->addLayout(grid);
    inBox->addWidget(m_ranges);
    m_progress->setAccessibleName(tr("Progress of the measurement"));
    m_progress->setRange(0, static_cast<int>(m_rows.size()));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setToolTip(tr("Begins a paused run of it in place of the present one"));
    for (auto* button : findChildren<QPushButton*>()) button->setAutoDefault(false); // Return is for the net
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::import);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(net);
    column->addWidget(m_net);
    column->addWidget(m_facts);
    column->addWidget(box);
    column->addWidget(m_reason);
    column->addWidget(m_warning);
    column->addWidget(m_progress);
    column->addStretch(1);
    column->addWidget(buttons);
}

void ImportDialog::buildRanges(QGridLayout& grid) {
    grid.setColumnStretch(0, 1);
    for (const std::string& range : io::inputRangeNames()) {
        auto* button = new QRadioButton(rangeText(range), this);
        auto* error = new QLabel(this);
        error->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        const int row = static_cast<int>(m_rows.size());
        grid.addWidget(button, row, 0);
        grid.addWidget(error, row, 1);
        connect(button, &QRadioButton::clicked, this, [this] { m_isChosenByHand = true; });
        connect(button, &QRadioButton::toggled, this, &ImportDialog::showWarning);
        m_rows.push_back({QString::fromStdString(range), button, error});
    }
    m_rows.front().button->setChecked(true);
}

QString ImportDialog::range() const {
    const auto row =
        std::find_if(m_rows.begin(), m_rows.end(), [](const Row& r) { return r.button->isChecked(); });
    return row == m_rows.end() ? m_rows.front().range : row->range;
}

void ImportDialog::choose(const QString& range) {
    for (const Row& row : m_rows)
        if (row.range == range) row.button->click();
}

QString ImportDialog::told() const {
    QStringList all;
    for (const QLabel* label : {m_facts, m_ranges, m_reason, m_warning})
        if (!label->text().isEmpty()) all << label->text();
    return all.join(QLatin1Char('\n'));
}

QString ImportDialog::errorOf(const QString& range) const {
    const auto row =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& r) { return r.range == range; });
    return row == m_rows.end() ? QString() : row->error->text();
}

void ImportDialog::look() {
    m_order.net = m_net->text().trimmed();
    m_found = nullptr;
    m_errors = {};
    m_import->setEnabled(false);
    m_facts->setText(tr("Reading…"));
    for (QLabel* label : {m_ranges, m_reason, m_warning}) label->clear();
    for (const Row& row : m_rows) row.error->clear();
    m_progress->setValue(0);
    m_progress->show();
    m_job.start(
        this,
        [this, file = m_order.file, net = m_order.net.toStdString(), data = m_order.data,
         spec = m_order.experiment.data](const Job::Progress& progress) mutable -> Job::Finish {
            std::optional<graph::Graph> graph;
            if (!net.empty()) graph = graph::parseGraph(net);
            auto found = std::make_shared<Found>();
            found->model = io::importModel(file, graph);
            if (!data) data = std::make_shared<const data::Splits>(data::load(spec));
            found->data = std::move(data);
            progress.tell([this, found] { showFound(found); });
            const io::RangeErrors errors = io::errorsUnderRanges(
                found->model.original, *found->data,
                {.threads = 1, .stop = progress.stop(), .tell = [&](const io::ErrorUnderRange& error) {
                     progress.tell([this, error] { showError(error); });
                 }});
            return [this, errors] { showErrors(errors); };
        });
}

void ImportDialog::showFound(const std::shared_ptr<const Found>& found) {
    m_found = found;
    QStringList facts{tr("Net %1, %2 parameters.")
                          .arg(QString::fromStdString(graph::toString(found->model.network->graph())),
                               countText(found->model.original.parameters()))};
    for (const Message& note : found->model.notes) facts << messageText(note);
    m_facts->setText(facts.join(QLatin1Char('\n')));
    m_ranges->setText(
        tr("Measuring its error on the data chosen: %1…").arg(dataName(m_order.experiment.data.source)));
}

/// The samples fit, so it can be imported, whoever does not want to wait for the others.
void ImportDialog::showError(const io::ErrorUnderRange& error) {
    for (const Row& row : m_rows)
        if (row.range == QString::fromStdString(error.range))
            row.error->setText(metricText(train::metricOf(m_found->data->test), error.error));
    m_progress->setValue(m_progress->value() + 1);
    m_import->setEnabled(true);
}

void ImportDialog::showErrors(const io::RangeErrors& errors) {
    m_errors = errors;
    m_progress->hide();
    for (const Row& row : m_rows) {
        const auto its =
            std::find_if(errors.errors.begin(), errors.errors.end(), [&](const io::ErrorUnderRange& e) {
                return QString::fromStdString(e.range) == row.range;
            });
        const bool fits = its != errors.errors.end();
        row.button->setEnabled(fits);
        row.error->setText(
            fits ? marked(metricText(errors.metric, its->error), errors.isNearChance(its->error))
                 : tr("does not fit"));
        row.button->setAccessibleDescription(row.error->text());
    }
    m_ranges->setText(tr("Errors on %1 of %2 test samples of the data chosen: %3.")
                          .arg(countText(static_cast<long long>(errors.samples)),
                               countText(static_cast<long long>(m_found->data->test.size())),
                               dataName(m_order.experiment.data.source)));
    const io::RangeChoice choice = io::chooseRange(errors);
    m_reason->setText(messageText(choice.reason));
    const bool fits = std::none_of(m_rows.begin(), m_rows.end(), [](const Row& row) {
        return row.button->isChecked() && !row.button->isEnabled();
    });
    if (!m_isChosenByHand || !fits)
        for (const Row& row : m_rows)
            if (row.range == QString::fromStdString(choice.range)) row.button->setChecked(true);
    showWarning();
}

/// Of the range chosen.
void ImportDialog::showWarning() {
    m_warning->clear();
    for (const io::ErrorUnderRange& error : m_errors.errors) {
        if (QString::fromStdString(error.range) != range()) continue;
        const Message warning = io::chanceWarning(m_errors, error.error);
        if (!warning.empty()) m_warning->setText(QStringLiteral("⚠ ") + messageText(warning));
    }
    m_warning->setVisible(!m_warning->text().isEmpty());
}

void ImportDialog::fail(const QString& sentence) {
    m_found = nullptr;
    m_import->setEnabled(false);
    m_progress->hide();
    m_ranges->clear();
    m_facts->setText(sentence);
}

void ImportDialog::import() {
    m_order.data = m_found->data;
    m_order.range = io::inputRange(range().toStdString(), m_found->data->train);
    Q_EMIT chosen(m_order);
    accept();
}

} // namespace tristate::ui
