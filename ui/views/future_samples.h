#pragma once

#include "core/inspect/predictions.h"
#include "ui/run/fork.h"

#include <QWidget>

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QListWidget;

namespace tristate::ui {

class BackgroundWork;

/// Evaluation samples that only one of two futures gets right.
struct OneSided {
    std::vector<std::size_t> here, there; ///< right in this one alone, in that one alone; rising
};
/// Of the same samples in the same order.
OneSided oneSided(const std::vector<inspect::Prediction>& here,
                  const std::vector<inspect::Prediction>& there);

/// Which samples only one of two futures gets right, a list for each with its count; hidden while there is
/// one future, and of a regression, where no answer is right or wrong. Both are asked with the weights of one
/// minibatch.
class FutureSamples : public QWidget {
    Q_OBJECT
public:
    using Thumbnail = std::function<QPixmap(const data::Dataset& dataset, std::size_t sample)>;
    static constexpr std::size_t kMostListed = 60; ///< of each

    /// All outlive the widget; `samples` are asked about, the first ones.
    FutureSamples(const RunData& run, const Fork& fork, BackgroundWork& work, std::size_t samples,
                  Thumbnail thumbnail, QWidget* parent = nullptr);

    void refresh();
    /// As listed.
    const OneSided& samples() const { return m_samples; }
    /// What stands above the lists.
    QStringList titles() const;

private:
    /// One of the two lists and what stands above it.
    struct Side {
        QLabel* title;
        QListWidget* list;
    };
    Side makeSide();
    void ask();
    void show(const Side& side, const QString& title, const std::vector<std::size_t>& samples,
              const std::vector<inspect::Prediction>& wrong);
    void showSamples(const std::vector<inspect::Prediction>& here,
                     const std::vector<inspect::Prediction>& there);

    const RunData& m_run;
    const Fork& m_fork;
    BackgroundWork& m_work;
    std::size_t m_count;
    Thumbnail m_thumbnail;
    Side m_here, m_there;
    OneSided m_samples;
    std::shared_ptr<const train::Checkpoint> m_asked, m_askedOther; ///< whose predictions were asked for
};

} // namespace tristate::ui
