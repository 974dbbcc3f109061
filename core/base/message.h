#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tristate {

/// Something that can be said: an id that never changes, since saved sessions and translations know it, and
/// its English with places %1 to %9. Forms are constants of namespace scope (core/messages); each enters
/// itself into the list of all. The arguments of the constructor are literals.
class MessageForm {
public:
    MessageForm(const char* id, const char* english);
    MessageForm(const MessageForm&) = delete; // a form is known by its address
    MessageForm& operator=(const MessageForm&) = delete;

    const char* id() const { return m_id; }
    const char* english() const { return m_english; }
    /// How many arguments it takes: the highest of its places, 0 to 9.
    std::size_t places() const;

    /// All that this program can say, in no order.
    static std::span<const MessageForm* const> all();
    /// Null when there is none of this id.
    static const MessageForm* find(std::string_view id);

private:
    const char* m_id;
    const char* m_english;
};

/// A setting by its path in files, "train.lambda3". Whoever shows a message words it: --lambda3 in a
/// terminal, its label in the window.
struct SettingName {
    std::string path;
    bool operator==(const SettingName&) const = default;
};

struct MessageArgument;

/// What is said to a person, as a value: a form and what stands in its places. An empty message says nothing.
/// Nobody takes a text apart to find out what it means: is() tells.
class Message {
public:
    Message() = default;
    /// As many arguments as the form has places: texts, whole numbers, numbers, names of settings, messages.
    template <class... Arguments>
    explicit Message(const MessageForm& form, Arguments&&... arguments);
    Message(const MessageForm& form, std::vector<MessageArgument> arguments);

    bool empty() const { return !m_form; }
    bool is(const MessageForm& form) const { return m_form == &form; }
    /// Not of an empty message.
    const MessageForm& form() const { return *m_form; }
    const std::vector<MessageArgument>& arguments() const { return m_arguments; }

    bool operator==(const Message& other) const;

private:
    const MessageForm* m_form = nullptr;
    std::vector<MessageArgument> m_arguments;
};

struct MessageArgument {
    std::variant<std::string, std::int64_t, double, SettingName, Message> value;

    MessageArgument(std::string text) : value(std::move(text)) {}
    MessageArgument(std::string_view text) : value(std::string(text)) {}
    MessageArgument(const char* text) : value(std::string(text)) {}
    template <class T, class = std::enable_if_t<std::is_integral_v<T>>> // moc cannot read <concepts>
    MessageArgument(T number) : value(static_cast<std::int64_t>(number)) {
        if (std::cmp_greater(number, INT64_MAX)) value = std::to_string(number); // as a damaged file may say
    }
    MessageArgument(double number) : value(number) {}
    MessageArgument(SettingName setting) : value(std::move(setting)) {}
    MessageArgument(Message message) : value(std::move(message)) {}

    bool operator==(const MessageArgument&) const = default;
};

template <class... Arguments>
Message::Message(const MessageForm& form, Arguments&&... arguments)
    : Message(form, std::vector<MessageArgument>{MessageArgument(std::forward<Arguments>(arguments))...}) {}

/// How somebody words messages; as it stands, in English and with the paths of settings.
class Wording {
public:
    Wording() = default;
    virtual ~Wording() = default;
    Wording(const Wording&) = delete;
    Wording& operator=(const Wording&) = delete;

    /// The form in the language of the reader, with its places.
    virtual std::string form(const MessageForm& form) const { return form.english(); }
    virtual std::string setting(const SettingName& setting) const { return setting.path; }
    /// Six digits, whatever the locale.
    virtual std::string number(double value) const;
};

/// The message as a text, UTF-8.
std::string toText(const Message& message, const Wording& wording);
/// In English, as the core words it.
std::string toText(const Message& message);

} // namespace tristate
