#include "ui/menus/about.h"

#include <QApplication>
#include <QCoreApplication>
#include <QMessageBox>

namespace tristate::ui {
namespace {
struct AboutTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::About)
};
} // namespace

void showAbout(QWidget* window) {
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, AboutTexts::tr("About Tristate Lab"),
        AboutTexts::tr("<h3>Tristate Lab %1</h3>"
                       "<p>Learns the width and depth of neural networks by backpropagation, live.</p>"
                       "<p>After S. Srinivas and R. V. Babu, <i>Learning Neural Network Architectures "
                       "using Backpropagation</i>, BMVC 2016.</p>"
                       "<p>GPL-3.0-or-later.</p>")
            .arg(QApplication::applicationVersion()),
        QMessageBox::Close, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

} // namespace tristate::ui
