#include "ui/views/push_samples.h"

#include "ui/run/class_names.h"
#include "ui/views/predictions_view.h"

#include <QLocale>
#include <QPixmap>

#include <algorithm>
#include <vector>

namespace tristate::ui {
namespace {

constexpr int kPictureSize = 40;
constexpr std::size_t kMostValues = 8; ///< of a row

QString numberText(float value) {
    return QLocale().toString(static_cast<double>(value), 'g', 3);
}

/// The samples in the order in which they are shown.
std::vector<std::uint32_t> ordered(const data::Dataset& data, const train::GatePush& push) {
    std::vector<std::uint32_t> samples = push.samples;
    if (data.isRegression()) return samples;
    const double way = push.push < 0 ? -1 : 1;
    std::stable_sort(samples.begin(), samples.end(), [&](std::uint32_t a, std::uint32_t b) {
        return way * push.loss[data.labels[a]] > way * push.loss[data.labels[b]];
    });
    return samples;
}

} // namespace

QString labelOf(const data::Dataset& data, std::size_t sample) {
    QStringList words;
    if (!data.isRegression()) return className(data, data.labels[sample]);
    for (std::size_t t = 0; t < data.targets.size(); ++t)
        words << QStringLiteral("%1 %2").arg(QString::fromStdString(data.targets[t].name),
                                             numberText(data.targetValues[sample * data.targets.size() + t]));
    return words.join(QStringLiteral(", "));
}

QString rowOf(const data::Dataset& data, std::size_t sample) {
    std::vector<float> row(static_cast<std::size_t>(data.shape.features()));
    data.copySample(sample, row.data());
    QStringList words;
    for (std::size_t i = 0; i < std::min(row.size(), kMostValues); ++i)
        words << (i < data.columns.size()
                      ? QStringLiteral("%1 %2").arg(QString::fromStdString(data.columns[i].name),
                                                    numberText(row[i]))
                      : numberText(row[i]));
    if (row.size() > kMostValues) words << QStringLiteral("…");
    return QStringLiteral("%1: %2").arg(labelOf(data, sample), words.join(QStringLiteral(", ")));
}

PushSamples::PushSamples(QWidget* parent) : QListWidget(parent) {
    setAccessibleName(tr("Samples of the minibatch"));
    setResizeMode(QListView::Adjust);
    setMovement(QListView::Static);
    setIconSize({kPictureSize, kPictureSize});
    setSelectionMode(QAbstractItemView::NoSelection);
}

void PushSamples::show(const data::Dataset& dataset, const train::GatePush& push) {
    clear();
    const bool arePictures = !push.samples.empty() && !sampleImage(dataset, push.samples.front()).isNull();
    setViewMode(arePictures ? QListView::IconMode : QListView::ListMode);
    setMovement(QListView::Static);
    for (const std::uint32_t sample : ordered(dataset, push)) {
        if (!arePictures) {
            addItem(rowOf(dataset, sample));
            continue;
        }
        const QImage image = sampleImage(dataset, sample);
        const QPixmap picture =
            QPixmap::fromImage(image.scaled(kPictureSize, kPictureSize, Qt::KeepAspectRatio));
        auto* item = new QListWidgetItem(QIcon(picture), labelOf(dataset, sample), this);
        item->setToolTip(tr("sample %1 of the training data: %2").arg(sample).arg(labelOf(dataset, sample)));
    }
}

} // namespace tristate::ui
