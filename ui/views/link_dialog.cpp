#include "ui/views/link_dialog.h"

#include "core/data/generated_sets.h"
#include "ui/look/text.h"
#include "ui/views/qr_code.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tristate::ui {
namespace {

constexpr double kShareOfWindow = 0.9; ///< of its height, as an audience looks at it from far away

QLabel* makeSentence(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

LinkDialog::LinkDialog(const QString& link, const train::Experiment& experiment, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Link to this experiment"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    const QImage code = qrCode(link.toLatin1());
    if (!code.isNull())
        column->addWidget(new QrPicture(code, this), 1);
    else
        column->addWidget(makeSentence(tr("The link has %1 characters, too many for a QR code that can be "
                                          "read from far away.")
                                           .arg(countText(link.size())),
                                       this));
    column->addWidget(makeSentence(tr("The link is on the clipboard. Whoever copies it opens the experiment "
                                      "with Edit > Paste experiment, or in a terminal with tristate train "
                                      "--from LINK."),
                                   this));
    const std::string& source = experiment.data.source;
    if (!data::isSetName(source))
        column->addWidget(makeSentence(
            tr("The data are not in it, only their place: %1.").arg(QString::fromStdString(source)), this));
    auto* text = new QLineEdit(link, this);
    text->setReadOnly(true);
    text->setCursorPosition(0);
    text->setAccessibleName(tr("Link"));
    column->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    if (!code.isNull() && parent) {
        const int side = static_cast<int>(kShareOfWindow * parent->window()->height());
        resize(side, side);
    }
}

} // namespace tristate::ui
