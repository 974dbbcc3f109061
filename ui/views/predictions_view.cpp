#include "ui/views/predictions_view.h"

#include "ui/jobs/background_work.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/plots/regression_plot.h"
#include "ui/run/class_names.h"
#include "ui/run/evaluated_on.h"
#include "ui/views/answer_panel.h"
#include "ui/views/column_heads.h"
#include "ui/views/confusion_overview.h"
#include "ui/views/confusion_table.h"
#include "ui/views/future_samples.h"
#include "ui/views/own_sample_input.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::ui {
namespace {
constexpr int kThumbnail = 44;
constexpr int kMaxLabel = 3 * kThumbnail; ///< longer names of classes are cut
} // namespace

QImage sampleImage(const data::Dataset& dataset, std::size_t sample) {
    const auto& shape = dataset.shape;
    if (shape.isFlat() || (shape.channels != 1 && shape.channels != 3)) return {};
    std::vector<float> row(static_cast<std::size_t>(shape.features()));
    dataset.copySample(sample, row.data());
    QImage image(shape.width, shape.height, QImage::Format_RGB32);
    const auto level = [&](int channel, int i) {
        const float value = row[static_cast<std::size_t>(channel * shape.positions() + i)];
        return static_cast<int>(255 * std::clamp(value, 0.0F, 1.0F));
    };
    for (int i = 0; i < shape.positions(); ++i) {
        const bool grey = shape.channels == 1;
        image.setPixel(i % shape.width, i / shape.width,
                       qRgb(level(0, i), level(grey ? 0 : 1, i), level(grey ? 0 : 2, i)));
    }
    return image;
}

PredictionsView::PredictionsView(const RunData& run, Selection& selection, BackgroundWork& work,
                                 QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_selection(selection),
      m_work(work),
      m_table(new ConfusionTable(this)),
      m_pages(new QStackedWidget(this)),
      m_matrix(new QTableView(this)),
      m_numbers(new RegressionPlot(this)),
      m_target(new QComboBox(this)),
      m_samples(new QListWidget(this)),
      m_summary(new QLabel(this)),
      m_answer(new AnswerPanel(run, selection, work, this)),
      m_own(new OwnSampleInput(run, *m_answer, *this)),
      m_all(new QPushButton(tr("All samples"), this)),
      m_whole(new QPushButton(tr("Whole matrix"), this)) {
    build();
    connect(m_matrix->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (m_table->isCell(now)) m_selection.selectCell(ConfusionCell{now.row(), now.column()});
            });
    connect(&m_selection, &Selection::cellChanged, this, &PredictionsView::showCell);
    const auto explain = [this](QListWidgetItem* item) {
        const auto row = static_cast<std::size_t>(m_samples->row(item));
        if (row < m_shown.size()) m_answer->explain(m_shown[row]);
    };
    connect(m_samples, &QListWidget::itemClicked, this, explain);
    connect(m_samples, &QListWidget::itemActivated, this, explain);
    connect(m_all, &QPushButton::clicked, this, [this] { m_selection.selectCell({}); });
    connect(m_target, &QComboBox::activated, this, [this] {
        m_asked = nullptr;
        refresh();
    });
    showTask();
    showCell();
}

void PredictionsView::build() {
    setAccessibleName(tr("Predictions"));
    setObjectName(QStringLiteral("predictions"));
    m_matrix->setHorizontalHeader(new ColumnHeads(m_matrix));
    m_matrix->setModel(m_table);
    m_matrix->setAccessibleName(tr("Confusion matrix"));
    m_matrix->setSelectionMode(QAbstractItemView::SingleSelection);
    m_matrix->setWordWrap(false);
    m_matrix->setTextElideMode(Qt::ElideNone); // three digits fit, but not with the margins of a cell
    m_matrix->setFrameShape(QFrame::NoFrame);
    m_overview = new ConfusionOverview(*m_matrix);
    m_whole->setCheckable(true);
    m_whole->setChecked(true);
    m_whole->setToolTip(tr("Every class at once, without names and counts"));
    connect(m_whole, &QPushButton::toggled, this, &PredictionsView::showMatrix);
    m_samples->setAccessibleName(tr("Samples, mistakes first"));
    m_samples->setViewMode(QListView::IconMode);
    m_samples->setResizeMode(QListView::Adjust);
    m_samples->setMovement(QListView::Static);
    m_samples->setIconSize({kThumbnail, kThumbnail});
    m_samples->setFrameShape(QFrame::NoFrame);
    m_summary->setContentsMargins(8, 4, 8, 4);
    m_summary->setWordWrap(true);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_matrix);
    split->addWidget(m_samples);
    split->setSizes({300, 260});
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_pages->addWidget(split);
    m_pages->addWidget(m_numbers);
    column->addWidget(m_pages, 1);
    column->addWidget(m_answer);
    auto* row = new QHBoxLayout;
    row->addWidget(m_summary, 1);
    m_target->setAccessibleName(tr("Target"));
    row->addWidget(m_target);
    row->addWidget(m_own);
    row->addWidget(m_whole);
    row->addWidget(m_all);
    column->addLayout(row);
}

QStringList PredictionsView::namesOfClasses() const {
    const auto* splits = m_run.data();
    if (!splits) return {};
    return classNames(splits->evaluation(), static_cast<std::size_t>(graph::classes(m_run.experiment.net)));
}

/// What belongs to classes or to numbers alone.
void PredictionsView::showTask() {
    const bool isNumbers = showsNumbers();
    m_pages->setCurrentIndex(isNumbers ? 1 : 0);
    m_all->setVisible(!isNumbers);
    showMatrix();
    m_target->clear();
    if (const auto* splits = m_run.data())
        for (const data::Target& target : splits->train.targets)
            m_target->addItem(QString::fromStdString(target.name));
    m_target->setVisible(m_target->count() > 1);
}

void PredictionsView::compareWith(const Fork& fork) {
    m_future = new FutureSamples(
        m_run, fork, m_work, kSamples,
        [this](const data::Dataset& dataset, std::size_t sample) { return thumbnail(dataset, sample); },
        this);
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(1, m_future);
}

void PredictionsView::refresh() {
    if (m_future) m_future->refresh();
    m_answer->refresh();
    m_own->refresh();
    if (m_runNumber != m_run.number) {
        m_runNumber = m_run.number;
        m_knowsData = false;
        m_predictions.clear();
        m_predicted.clear();
        m_asked = nullptr;
        showTask();
        showPredictions();
    }
    const auto network = m_run.shownNetwork();
    if (!network || !m_run.state || network == m_asked) return;
    if (!std::exchange(m_knowsData, true)) showTask(); // the names of the targets
    m_asked = network;
    ask();
}

void PredictionsView::ask() {
    const auto target = static_cast<std::size_t>(std::max(0, m_target->currentIndex()));
    m_work.ask(this, BackgroundWork::Pace::Spare,
               [this, target, network = m_asked, state = m_run.state,
                number = m_run.number]() -> BackgroundWork::Finish {
                   const data::Dataset& samples = state->data->evaluation();
                   std::vector<inspect::Prediction> classes;
                   std::vector<inspect::NumberPrediction> numbers;
                   if (samples.isRegression())
                       numbers = inspect::predictNumbers(*network, samples, kSamples, target);
                   else
                       classes = inspect::predict(*network, samples, kSamples);
                   return [this, number, classes = std::move(classes), numbers = std::move(numbers)] {
                       if (number != m_run.number) return;
                       m_predictions = classes;
                       m_predicted = numbers;
                       showPredictions();
                   };
               });
}

void PredictionsView::showNumbers() {
    m_numbers->show(m_predicted, m_target->currentText());
    if (m_predicted.empty())
        return m_summary->setText(tr("Predicted against true, and the residuals, appear here."));
    double squares = 0, amounts = 0;
    for (const inspect::NumberPrediction& prediction : m_predicted) {
        squares += prediction.residual() * prediction.residual();
        amounts += std::abs(prediction.residual());
    }
    const auto count = static_cast<double>(m_predicted.size());
    const auto number = [](double value) { return QLocale().toString(value, 'g', 4); };
    const QString words =
        evaluatedOn(m_run.experiment) == EvaluatedOn::Validation
            ? tr("%1 validation samples: RMSE %2, mean absolute error %3. On the dashed line "
                 "a prediction is right.")
            : tr("%1 test samples: RMSE %2, mean absolute error %3. On the dashed line a "
                 "prediction is right.");
    m_summary->setText(words.arg(countText(static_cast<long long>(m_predicted.size())),
                                 number(std::sqrt(squares / count)), number(amounts / count)));
}

void PredictionsView::showPredictions() {
    if (showsNumbers()) return showNumbers();
    const QStringList names = namesOfClasses();
    m_table->setConfusion(inspect::Confusion(static_cast<int>(names.size()), m_predictions), names,
                          palette());
    showSummary();
    showMatrix();
    showSamples();
}

void PredictionsView::showSummary() {
    if (m_predictions.empty())
        return m_summary->setText(
            tr("How often each class is taken for each other appears here, with the samples."));
    const auto& confusion = m_table->confusion();
    QString words =
        evaluatedOn(m_run.experiment) == EvaluatedOn::Validation
            ? tr("Rows: what a sample is. Columns: what it is taken for. %1 of %2 validation samples are "
                 "wrong.")
            : tr("Rows: what a sample is. Columns: what it is taken for. %1 of %2 test samples are "
                 "wrong.");
    words = words.arg(countText(confusion.wrong), countText(confusion.samples));
    if (const auto& cell = m_selection.cell(); cell && m_overview->isWhole())
        words +=
            QLatin1Char(' ') + m_table->index(cell->label, cell->predicted).data(Qt::ToolTipRole).toString();
    m_summary->setText(words);
}

void PredictionsView::showMatrix() {
    const bool isMany = m_table->confusion().classes > ConfusionOverview::kManyClasses;
    m_whole->setVisible(isMany && !showsNumbers());
    m_overview->setWhole(isMany && m_whole->isChecked());
    auto* header = m_matrix->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    const int columns = m_table->columnCount();
    if (columns > 0 && !m_overview->isWhole()) // the errors
        header->setSectionResizeMode(columns - 1, QHeaderView::ResizeToContents);
}

void PredictionsView::showCell() {
    const auto& cell = m_selection.cell();
    m_all->setEnabled(cell.has_value());
    if (!cell) m_matrix->setCurrentIndex({});
    if (!showsNumbers()) showSummary();
    showSamples();
}

void PredictionsView::showSamples() {
    const auto& cell = m_selection.cell();
    const auto* splits = m_run.data();
    if (!splits) m_predictions.clear(); // a new run began
    auto shown =
        inspect::worstFirst(m_predictions, cell ? cell->label : -1, cell ? cell->predicted : -1, kMaxShown);
    const QStringList names = namesOfClasses();
    QStringList texts;
    for (const auto sample : shown) {
        const auto& p = m_predictions[sample];
        texts << (p.isWrong() ? tr("%1, not %2").arg(names.value(p.predicted), names.value(p.label))
                              : names.value(p.label));
    }
    int widest = kThumbnail;
    for (const auto& text : texts) widest = std::max(widest, fontMetrics().horizontalAdvance(text));
    m_samples->setGridSize(QSize(std::min(widest, kMaxLabel), kThumbnail + fontMetrics().height()) +
                           QSize(10, 10));
    const bool sameSamples = shown == m_shown && m_samples->count() == texts.size();
    if (!sameSamples) m_samples->clear();
    m_shown = std::move(shown);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const auto sample = m_shown[static_cast<std::size_t>(i)];
        if (!sameSamples)
            m_samples->addItem(new QListWidgetItem(QIcon(thumbnail(splits->evaluation(), sample)), {}));
        auto* item = m_samples->item(static_cast<int>(i));
        item->setText(texts[i]);
        item->setToolTip(tr("sample %1: %2, with %3")
                             .arg(sample)
                             .arg(texts[i], percentText(100 * double(m_predictions[sample].probability), 1)));
    }
}

QPixmap PredictionsView::thumbnail(const data::Dataset& dataset, std::size_t sample) const {
    const QImage image = sampleImage(dataset, sample);
    if (!image.isNull()) return QPixmap::fromImage(image.scaled(kThumbnail, kThumbnail, Qt::KeepAspectRatio));
    QPixmap pixmap(kThumbnail, kThumbnail); // a point in the plane: where it is
    pixmap.fill(viewColours(palette()).background);
    if (dataset.shape.features() != 2) return pixmap;
    float row[2] = {};
    dataset.copySample(sample, row);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(viewColours(palette()).grid);
    painter.drawRect(0, 0, kThumbnail - 1, kThumbnail - 1);
    painter.setBrush(lineColour(dataset.labels[sample]));
    painter.drawEllipse(QPointF(double(row[0]) * kThumbnail, (1 - double(row[1])) * kThumbnail), 3.5, 3.5);
    return pixmap;
}

QString PredictionsView::summary() const {
    return m_summary->text();
}

void PredictionsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        m_shown.clear(); // thumbnails are drawn in the colours of the theme
        showPredictions();
    }
    QWidget::changeEvent(event);
}

} // namespace tristate::ui
