#pragma once

#include "ui/jobs/export_order.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QString>

#include <functional>

namespace tristate::ui {

/// Exports beside the event loop, and tells beforehand how large the network would be. GUI thread.
class ExportRun : public QObject {
    Q_OBJECT
public:
    /// Called on the thread, as it may load; an Error it throws ends the export.
    using TakeSource = std::function<ExportSource()>;

    explicit ExportRun(QObject* parent = nullptr);

    /// Answered by previewed(), unless the network is not known or cannot be exported so.
    void preview(const ExportOrder& order, const ExportSource& source);
    /// Writes the files one after the other, each proven. Beside the formats of io::exportModel there are
    /// .png and .pdf, pictures of the curves. Does nothing while an export is under way.
    void start(const ExportOrder& order, TakeSource take);
    void cancel() { m_export.requestStop(); }
    bool isBusy() const { return m_export.isBusy(); }

Q_SIGNALS:
    void previewed(const tristate::ui::ExportPreview& preview);
    /// So many files are done, and `next` is under way.
    void progressed(int done, const QString& next);
    /// What was written, and the sentence that says why the rest was not, or that it was cancelled; empty
    /// when all was.
    void ended(const std::vector<tristate::io::ExportProof>& written, const QString& problem);

private:
    Job m_preview, m_export;
};

} // namespace tristate::ui
