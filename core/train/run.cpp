#include "core/train/run.h"

#include "core/messages/runs.h"
#include "core/train/describe.h"
#include "core/train/evaluate.h"

#include <initializer_list>
#include <utility>

namespace tristate::train {

namespace {

Message startMessage(const Checkpoint& from) {
    if (from.trainer.step > 0) return Message(say::kRunGoesOn);
    return Message(from.imported ? say::kRunStartsImported : say::kRunStarts);
}

} // namespace

Run::Run(const std::shared_ptr<const Checkpoint>& from, Mailbox& mailbox)
    : m_driver(*from),
      m_events(m_driver, mailbox),
      m_good(m_driver),
      m_removals(m_driver, m_events),
      m_depths(m_driver, m_events),
      m_curves([this, &mailbox](Point point) {
          m_frames.setPoint(point);
          mailbox.put(std::move(point));
          m_depths.report(m_driver);
      }),
      m_course(m_events),
      m_frames(mailbox, m_watch),
      m_snapshots(mailbox, m_watch) {
    // In this order: what a minibatch did, then what is measured and steered, then the reports of it.
    for (Observer* observer :
         std::initializer_list<Observer*>{&m_good, &m_removals, &m_evaluation, &m_target, &m_watch, &m_curves,
                                          &m_course, &m_frames, &m_snapshots})
        m_driver.attach(*observer);
    report(EventKind::Started, startMessage(*from));
    m_frames.put(m_driver);
}

void Run::edit(const GateEdit& edit) {
    if (Message refused = refusal(m_driver.network(), edit); !refused.empty())
        return m_events.report(EventKind::EditRefused, std::move(refused), edit.layer, edit.unit);
    m_driver.edit(edit);
    m_events.report(edit.open ? EventKind::UnitRestored : EventKind::UnitPruned,
                    Message(edit.open ? say::kUnitRestored : say::kUnitPruned, edit.unit,
                            layerName(m_driver.network(), edit.layer)),
                    edit.layer, edit.unit);
}

void Run::reportEdits() {
    m_curves.repeat(m_driver);
    m_frames.put(m_driver);
    m_snapshots.put(m_driver);
}

void Run::flush() {
    m_curves.flush(m_driver);
    m_frames.put(m_driver);
    m_snapshots.put(m_driver);
}

void Run::continueReports(const Run& from) {
    m_curves.continueFrom(from.m_curves);
    m_frames.continueFrom(from.m_frames);
}

void Run::reportStateOnRequest(bool onRequest) {
    m_frames.setOnRequest(onRequest);
    m_snapshots.setOnRequest(onRequest);
}

void Run::measureTest() {
    m_frames.setTestError(
        evaluate(m_driver.network(), m_driver.data().test, m_driver.experiment().train.threads).error);
}

} // namespace tristate::train
