#include "ui/views/known_set_chooser.h"

#include "core/io/sets/download.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>

#include <utility>

namespace tristate::ui {

namespace {

constexpr int kProgressSteps = 1000;

QString sizeText(const io::KnownSet& set) {
    return QLocale().formattedDataSize(static_cast<qint64>(set.bytes()), 0, QLocale::DataSizeSIFormat);
}

} // namespace

KnownSetChooser::KnownSetChooser(QWidget* parent)
    : QWidget(parent),
      m_sets(io::knownSets()),
      m_folder(io::userSetsFolder()),
      m_menu(new QMenu(this)),
      m_button(new QPushButton(tr("&Known sets"), this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)) {
    m_button->setMenu(m_menu);
    m_button->setToolTip(tr("MNIST and others: opened where they are here, or else loaded from the network"));
    m_bar->setRange(0, kProgressSteps);
    m_bar->setAccessibleName(tr("How much of the set is loaded"));
    m_cancel->setToolTip(tr("What came is kept: chosen again, it goes on from there"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_button);
    row->addWidget(m_bar, 1);
    row->addWidget(m_cancel);
    row->addStretch(0);
    connect(m_menu, &QMenu::aboutToShow, this, &KnownSetChooser::fill);
    connect(m_cancel, &QPushButton::clicked, &m_job, &Job::requestStop);
    connect(&m_job, &Job::busyChanged, this, &KnownSetChooser::showLoading);
    connect(&m_job, &Job::failed, this, &KnownSetChooser::failed);
    showLoading(false);
}

void KnownSetChooser::offer(std::vector<io::KnownSet> sets, std::filesystem::path folder) {
    m_sets = std::move(sets);
    m_folder = std::move(folder);
}

void KnownSetChooser::fill() {
    m_menu->clear();
    for (const io::KnownSet& set : m_sets) {
        const QString title = QString::fromStdString(set.title);
        const QString source = QString::fromStdString(io::installedAt(set, m_folder));
        if (source.isEmpty())
            m_menu->addAction(tr("Load %1 from the network (%2)").arg(title, sizeText(set)), this,
                              [this, set] { load(set); });
        else
            m_menu->addAction(title, this, [this, source] { Q_EMIT ready(source); })->setToolTip(source);
    }
}

void KnownSetChooser::load(const io::KnownSet& set) {
    m_bar->setValue(0);
    Q_EMIT begun(tr("Loading %1…").arg(QString::fromStdString(set.title)));
    m_job.start(this,
                [this, set, folder = m_folder / set.name](const Job::Progress& progress) -> Job::Finish {
                    int shown = 0;
                    const auto tell = [&](std::uint64_t done, std::uint64_t total) {
                        const auto step = static_cast<int>(done * kProgressSteps / total);
                        if (std::exchange(shown, step) != step)
                            progress.tell([this, step] { m_bar->setValue(step); });
                    };
                    const std::string source = io::download(set, folder, tell, progress.stop());
                    return [this, source] { Q_EMIT ready(QString::fromStdString(source)); };
                });
}

void KnownSetChooser::showLoading(bool loading) {
    m_button->setEnabled(!loading);
    m_bar->setVisible(loading);
    m_cancel->setVisible(loading);
}

} // namespace tristate::ui
