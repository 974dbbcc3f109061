#include "ui/look/message_text.h"

#include <QCoreApplication>

namespace tristate::ui {
namespace {

class WindowWording : public Wording {
    std::string form(const MessageForm& form) const override {
        return QCoreApplication::translate("tristate::Messages", form.english()).toStdString();
    }
};

} // namespace

QString messageText(const Message& message) {
    return QString::fromStdString(toText(message, WindowWording()));
}

} // namespace tristate::ui
