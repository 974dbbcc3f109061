#include "ui/views/own_sample_input.h"

#include "core/base/error.h"
#include "core/data/own_sample.h"
#include "core/pictures/picture.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/views/answer_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QMimeData>
#include <QShortcut>
#include <QUrl>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace tristate::ui {
namespace {

/// The picture that is dropped or copied, as a file of this machine; empty when it is none.
QString pictureOf(const QMimeData& mime) {
    const QList<QUrl> urls = mime.urls();
    const QString file = urls.size() == 1 ? urls.front().toLocalFile() : QString();
    return pictures::hasPictureName(file.toStdString()) ? file : QString();
}

/// Names between commas, a few on a line, which a label does not break; not all when they are many.
QString linesOf(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 30, kOnALine = 6;
    QString text;
    for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) {
        if (i > 0) text += i % kOnALine == 0 ? QStringLiteral(",\n") : QStringLiteral(", ");
        text += QString::fromStdString(names[i]);
    }
    return names.size() > kMost ? text + QStringLiteral(", …") : text;
}

} // namespace

OwnSampleInput::OwnSampleInput(const RunData& run, AnswerPanel& answer, QWidget& view)
    : QPushButton(tr("Ask about your own…"), &view), m_run(run), m_answer(answer) {
    setObjectName(QStringLiteral("ownSample"));
    view.setAcceptDrops(true);
    view.installEventFilter(this);
    auto* paste = new QShortcut(QKeySequence::Paste, &view);
    paste->setContext(Qt::WidgetWithChildrenShortcut);
    connect(paste, &QShortcut::activated, this, [this] {
        const QMimeData* copied = QApplication::clipboard()->mimeData();
        if (copied && canTake(*copied)) take(*copied);
    });
    connect(this, &QPushButton::clicked, this, &OwnSampleInput::askForOne);
    refresh();
}

void OwnSampleInput::refresh() {
    const auto* splits = m_run.data();
    setEnabled(splits != nullptr);
    setToolTip(!splits || data::takesPictures(splits->train)
                   ? tr("What the network says to a picture of yours; it can be dropped on this view, too")
                   : tr("What the network says to a row of yours; it can be dropped or pasted here, too"));
}

bool OwnSampleInput::canTake(const QMimeData& mime) const {
    const auto* splits = m_run.data();
    if (!splits) return false;
    return data::takesPictures(splits->train) ? !pictureOf(mime).isEmpty()
                                              : mime.hasText() && !mime.hasUrls();
}

void OwnSampleInput::take(const QMimeData& mime) {
    if (data::takesPictures(m_run.data()->train))
        takePicture(pictureOf(mime));
    else
        takeRow(mime.text());
}

void OwnSampleInput::takePicture(const QString& file) {
    if (file.isEmpty() || !m_run.data()) return;
    try {
        auto sample = data::sampleOfPicture(file.toStdString(), m_run.data()->train);
        m_answer.explain(fileText(file.toStdString()), std::move(sample.values),
                         sample.isInverted
                             ? tr("Light and dark are exchanged: the samples are light on dark ground.")
                             : QString());
    } catch (const Error& error) {
        m_answer.refuse(messageText(error.message()));
    }
}

void OwnSampleInput::takeRow(const QString& text) {
    if (!m_run.data()) return;
    try {
        auto sample = data::sampleOfRow(text.toStdString(), m_run.data()->train);
        m_answer.explain(tr("Your row"), std::move(sample.values), {});
    } catch (const Error& error) {
        m_answer.refuse(messageText(error.message()));
    }
}

void OwnSampleInput::askForOne() {
    const auto& samples = m_run.data()->train;
    if (data::takesPictures(samples))
        return takePicture(QFileDialog::getOpenFileName(
            this, text(), {},
            tr("Pictures (%1)").arg(QStringLiteral("*.png *.jpg *.jpeg *.bmp *.pgm *.ppm"))));
    bool isTyped = false;
    const QString row = QInputDialog::getMultiLineText(
        this, text(),
        tr("Values of %1, between commas, semicolons or tabs:").arg(linesOf(data::rowColumns(samples))), {},
        &isTyped);
    if (isTyped) takeRow(row);
}

bool OwnSampleInput::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QPushButton::eventFilter(watched, event);
    auto* drop = static_cast<QDropEvent*>(event);
    if (!canTake(*drop->mimeData())) { // the window may open it
        drop->ignore();
        return false;
    }
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop) take(*drop->mimeData());
    return true;
}

} // namespace tristate::ui
