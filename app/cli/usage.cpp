#include "app/cli/usage.h"

#include "core/train/settings.h"

namespace tristate::cli {

namespace {

class CommandWording : public Wording {
    std::string setting(const SettingName& name) const override {
        const train::Setting* setting = train::findSetting(name.path);
        return setting && setting->flag ? setting->flag : name.path;
    }
};

} // namespace

std::string commandText(const Message& message) {
    return toText(message, CommandWording());
}

} // namespace tristate::cli
