#include "ui/menus/questions.h"

#include "ui/panels/message_bar.h"
#include "ui/run/autosave.h"
#include "ui/run/session_bridge.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace tristate::ui {
namespace {

struct QuestionTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::Questions)
};

} // namespace

bool askToRecover(MessageBar& messages, Autosave& autosave) {
    const QString file = autosave.findLeftOver();
    if (file.isEmpty()) return false;
    const QString time = QLocale().toString(QFileInfo(file).lastModified(), QLocale::ShortFormat);
    const bool wasClosed = autosave.leftBy() == Autosave::LeftBy::Closing;
    messages.ask(
        wasClosed ? QuestionTexts::tr("The runs of the window that was closed on %1 are kept.").arg(time)
                  : QuestionTexts::tr("Tristate Lab did not end properly. A run was saved by itself on %1.")
                        .arg(time),
        {{QuestionTexts::tr("&Recover"), [&autosave] { autosave.recover(); }},
         {QuestionTexts::tr("&Discard"), [&messages, &autosave] {
              autosave.discard();
              askToRecover(messages, autosave); // there may be another one
          }}});
    return true;
}

void giveFirstHint(MessageBar& messages, SessionBridge& bridge) {
    const QString hint = QuestionTexts::tr(
        "Drag Pruning strength λ₃, on the left, and watch neurons vanish from the network: it finds its own "
        "size. Space pauses, W is full speed.");
    messages.ask(hint, {});
    QObject::connect(&bridge, &SessionBridge::liveChanged, &messages,
                     [&messages, hint, before = bridge.data().live.lambdas](const train::LiveSettings& live) {
                         if (live.lambdas != before && messages.text() == hint) messages.hide();
                     });
}

void askToReadData(MessageBar& messages, SessionBridge& bridge, const QString& file,
                   const QStringList& folders) {
    messages.ask(QuestionTexts::tr("%1 has its data from %2. Nothing has been read from there yet.")
                     .arg(QFileInfo(file).fileName(), folders.join(QuestionTexts::tr(" and from "))),
                 {{QuestionTexts::tr("&Read the data"), [&bridge] { bridge.readAskedData(); }}});
}

} // namespace tristate::ui
