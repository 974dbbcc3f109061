#include "core/base/message.h"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <cstring>

namespace tristate {

namespace {

std::vector<const MessageForm*>& forms() {
    static std::vector<const MessageForm*> all;
    return all;
}

/// The place that begins at `at`, 1 to 9; 0 for none.
std::size_t placeAt(std::string_view form, std::size_t at) {
    const bool isPlace =
        form[at] == '%' && at + 1 < form.size() && form[at + 1] >= '1' && form[at + 1] <= '9';
    return isPlace ? static_cast<std::size_t>(form[at + 1] - '0') : 0;
}

std::size_t placesOf(std::string_view form) {
    std::size_t places = 0;
    for (std::size_t i = 0; i < form.size(); ++i) places = std::max(places, placeAt(form, i));
    return places;
}

/// One for each kind of argument.
struct Writer {
    const Wording& wording;

    /// What names and files hold stays on its line, and commands no terminal.
    std::string operator()(std::string text) const {
        std::replace_if(
            text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, ' ');
        // U+0080 to U+009F in UTF-8: some terminals take them for commands.
        for (std::size_t i = 0; i + 1 < text.size(); ++i)
            if (text[i] == '\xc2' && (text[i + 1] & 0xe0) == 0x80) text.replace(i, 2, "  ");
        return text;
    }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return wording.number(number); }
    std::string operator()(const SettingName& setting) const { return wording.setting(setting); }
    std::string operator()(const Message& message) const { return toText(message, wording); }
};

} // namespace

MessageForm::MessageForm(const char* id, const char* english) : m_id(id), m_english(english) {
    assert(!find(id) && "two forms of one id");
    forms().push_back(this);
}

std::size_t MessageForm::places() const {
    return placesOf(m_english);
}

std::span<const MessageForm* const> MessageForm::all() {
    return forms();
}

const MessageForm* MessageForm::find(std::string_view id) {
    const auto found =
        std::find_if(forms().begin(), forms().end(), [&](const auto* form) { return form->id() == id; });
    return found == forms().end() ? nullptr : *found;
}

Message::Message(const MessageForm& form, std::vector<MessageArgument> arguments)
    : m_form(&form), m_arguments(std::move(arguments)) {
    assert(form.places() == m_arguments.size());
}

bool Message::operator==(const Message& other) const {
    return m_form == other.m_form && m_arguments == other.m_arguments;
}

std::string Wording::number(double value) const {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    std::replace(text, text + std::strlen(text), ',', '.'); // of a locale that somebody else has set
    return text;
}

std::string toText(const Message& message, const Wording& wording) {
    if (message.empty()) return {};
    const std::string form = wording.form(message.form());
    std::string text;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const std::size_t place = placeAt(form, i);
        if (place == 0 || place > message.arguments().size()) {
            text += form[i];
            continue;
        }
        text += std::visit(Writer{wording}, message.arguments()[place - 1].value);
        ++i;
    }
    return text;
}

std::string toText(const Message& message) {
    return toText(message, Wording());
}

} // namespace tristate
