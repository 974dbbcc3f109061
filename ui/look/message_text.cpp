#include "ui/look/message_text.h"

#include "core/base/error.h"
#include "core/train/settings.h"

#include <QCoreApplication>

namespace tristate::ui {
namespace {

class WindowWording : public Wording {
    std::string form(const MessageForm& form) const override {
        return QCoreApplication::translate("tristate::Messages", form.english()).toStdString();
    }
    std::string setting(const SettingName& name) const override {
        const train::Setting* setting = train::findSetting(name.path);
        return setting && setting->label ? settingText(setting->label).toStdString() : name.path;
    }
};

} // namespace

QString messageText(const Message& message) {
    return QString::fromStdString(toText(message, WindowWording()));
}

QString messageText(const std::exception& problem) {
    const auto* error = dynamic_cast<const Error*>(&problem);
    return error ? messageText(error->message()) : QString::fromStdString(problem.what());
}

QString settingText(const char* text) {
    return QCoreApplication::translate("tristate::train::Settings", text);
}

} // namespace tristate::ui
