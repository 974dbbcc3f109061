#include "ui/about.h"

#include <QApplication>
#include <QMessageBox>

namespace tristate::ui {

void showAbout(QWidget* window) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("tristate::ui::About", text); };
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("About Tristate Lab"),
                        tr("<h3>Tristate Lab %1</h3>"
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
