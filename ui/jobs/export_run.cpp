#include "ui/jobs/export_run.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/formats/c/c_source.h"
#include "core/messages/exports.h"
#include "core/nn/size.h"
#include "ui/jobs/curve_picture.h"
#include "ui/look/message_text.h"

#include <exception>
#include <utility>

namespace tristate::ui {
namespace {

io::ExportProof writePicture(const std::filesystem::path& file, const ExportSource& source) {
    const auto draw = file.extension() == ".pdf" ? curvesPdf : curvesPng;
    const std::string bytes = draw(source.history, source.experiment);
    io::writeAtomically(file, bytes);
    io::ExportProof proof;
    proof.file = file;
    proof.format = file.extension().string().substr(1);
    proof.how = "the curves alone";
    proof.bytes = std::ssize(bytes);
    return proof;
}

io::ExportProof write(const std::filesystem::path& file, const ExportOrder& order, const ExportSource& source,
                      const std::stop_token& stop) {
    if (stop.stop_requested()) throw Error(say::kCannotExport, file.string(), Message(say::kCancelled));
    if (file.extension() == ".png" || file.extension() == ".pdf") return writePicture(file, source);
    if (!source.network || !source.data)
        throw Error(say::kCannotExport, file.string(), Message(say::kNotThereYet));
    return io::exportModel({.file = file,
                            .network = *source.network,
                            .experiment = source.experiment,
                            .test = source.data->test,
                            .history = &source.history,
                            .merge = order.merge.value_or(source.experiment.train.merge),
                            .closed = order.closed,
                            .stop = stop});
}

/// Of larger networks nobody takes the C source to a small device, and writing it takes long.
constexpr long long kMostParametersOfC = 300'000;

ExportPreview previewOf(const ExportOrder& order, const nn::Network& network, double epoch) {
    const auto before = nn::sizes(network.graph());
    const auto after =
        prune::exportNetwork(network, order.merge.value_or(prune::MergeMode::Auto), order.closed);
    ExportPreview preview{.epoch = epoch,
                          .architectureBefore = {},
                          .architectureAfter = after.architecture(),
                          .parametersBefore = nn::totalParameters(before),
                          .parametersAfter = after.parameters(),
                          .flopsBefore = nn::totalFlops(before),
                          .flopsAfter = after.flops()};
    for (const nn::StageSize& stage : before) preview.architectureBefore.push_back(stage.units);
    if (preview.parametersAfter <= kMostParametersOfC)
        if (const io::CNeeds needs = io::cNeeds(after); needs.stack <= io::kMaxCStack) preview.device = needs;
    return preview;
}

} // namespace

ExportRun::ExportRun(QObject* parent) : QObject(parent) {}

void ExportRun::preview(const ExportOrder& order, const ExportSource& source) {
    if (!source.network) return;
    // Why it cannot be exported so, the export itself will say.
    m_preview.start(this,
                    [this, order, network = source.network, epoch = source.epoch](const Job::Progress&) {
                        const ExportPreview preview = previewOf(order, *network, epoch);
                        return [this, preview] { Q_EMIT previewed(preview); };
                    });
}

void ExportRun::start(const ExportOrder& order, TakeSource take) {
    if (isBusy()) return;
    m_export.start(this, [this, order, take = std::move(take)](const Job::Progress& progress) {
        std::vector<io::ExportProof> written;
        QString problem;
        try {
            const ExportSource source = take();
            for (const std::filesystem::path& file : order.files) {
                progress.tell(
                    [this, done = static_cast<int>(written.size()),
                     next = QString::fromStdString(file.string())] { Q_EMIT progressed(done, next); });
                written.push_back(write(file, order, source, progress.stop()));
            }
        } catch (const std::exception& error) { // what was written before counts
            problem = messageText(error);
        }
        return [this, written, problem] { Q_EMIT ended(written, problem); };
    });
}

} // namespace tristate::ui
