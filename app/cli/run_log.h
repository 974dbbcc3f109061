#pragma once

#include "app/cli/progress.h"
#include "core/train/history.h"
#include "core/train/reports.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>

namespace tristate::cli {

/// Takes what a session reports, and tells it: the progress line, one JSON line an epoch where asked for, and
/// the history that goes into the session file.
class RunLog {
public:
    RunLog(const train::Experiment& experiment, bool json);
    /// Of a run that goes on: what was reported of it before.
    void goOn(train::History before);

    /// Of a run that begins with the network of a file.
    void begin(const train::Event& import) { m_history.add(import); }

    void take(train::Mail mail);
    /// Beside the progress line.
    void say(const std::string& sentence) { m_progress.say(sentence); }

    const train::History& history() const { return m_history; }
    std::int64_t step() const { return m_last.step; }
    double epoch() const { return m_last.epoch; }
    /// Mean training loss of the last whole epoch, or of what there was, in nats.
    double loss() const;
    /// Training alone, without measuring and loading, over the whole run; 0 before the first point.
    double samplesPerSecond() const;
    /// Of the test set, as train::Metric says, when it was measured last; kNotMeasured if never.
    double testError() const { return m_testError; }
    /// Of the validation data, when it was measured last; kNotMeasured without such data.
    double validationError() const { return m_validationError; }
    /// What ended the run before its end: it diverged or failed. Empty when nothing did.
    const Message& trouble() const { return m_trouble; }

private:
    /// A mean over minibatches.
    struct Mean {
        double sum = 0;
        std::int64_t count = 0;
        void add(double value, std::int64_t weight);
        double value() const;
    };

    void addError(const train::Point& point, std::int64_t weight);
    double epochError() const;
    void take(const train::Point& point);
    void take(const train::Event& event);
    void finishEpoch();
    void startEpoch();
    /// Evaluation figures are null when this epoch was not measured.
    void printEpoch() const;

    bool m_json;
    bool m_hasValidation;
    int m_batch;
    train::Metric m_metric;
    Progress m_progress;
    train::History m_history;
    train::Point m_last;
    Mean m_epochLoss, m_lastEpochLoss;
    Mean m_epochError; ///< of a regression of its square
    double m_trainedSamples = 0;
    double m_trainingSeconds = 0;
    double m_testError = train::kNotMeasured;
    double m_validationError = train::kNotMeasured;
    Message m_trouble;
};

} // namespace tristate::cli
