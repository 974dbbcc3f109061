#include "core/io/recipes/message_json.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tristate::io {

namespace {

constexpr int kMaxDepth = 8; // of messages in messages: files are not to be trusted

struct ArgumentToJson {
    Json operator()(const std::string& text) const { return text; }
    Json operator()(std::int64_t number) const { return number; }
    Json operator()(double number) const { return std::isfinite(number) ? Json(number) : Json(nullptr); }
    Json operator()(const SettingName& setting) const {
        Json json = Json::object();
        json["setting"] = setting.path;
        return json;
    }
    Json operator()(const Message& message) const {
        return message.empty() ? Json(nullptr) : io::toJson(message);
    }
};

std::optional<Message> messageFrom(const Json& json, int depth);

std::optional<MessageArgument> argumentFrom(const Json& json, int depth) {
    if (json.is_null()) return MessageArgument(Message());
    if (json.is_string()) return MessageArgument(json.get<std::string>());
    if (json.is_number_integer()) return MessageArgument(json.get<std::int64_t>());
    if (json.is_number_float()) return MessageArgument(json.get<double>());
    if (!json.is_object()) return std::nullopt;
    if (const auto setting = json.find("setting"); setting != json.end()) {
        if (!setting->is_string()) return std::nullopt;
        return MessageArgument(SettingName{setting->get<std::string>()});
    }
    auto message = messageFrom(json, depth + 1);
    if (!message) return std::nullopt;
    return MessageArgument(std::move(*message));
}

std::optional<Message> messageFrom(const Json& json, int depth) {
    if (depth > kMaxDepth || !json.is_object()) return std::nullopt;
    const auto id = json.find("id"), list = json.find("arguments");
    if (id == json.end() || !id->is_string() || list == json.end() || !list->is_array()) return std::nullopt;
    const MessageForm* form = MessageForm::find(id->get<std::string>());
    if (!form || form->places() != list->size()) return std::nullopt;
    std::vector<MessageArgument> arguments;
    for (const Json& entry : *list) {
        auto argument = argumentFrom(entry, depth);
        if (!argument) return std::nullopt;
        arguments.push_back(std::move(*argument));
    }
    return Message(*form, std::move(arguments));
}

} // namespace

Json toJson(const Message& message) {
    Json arguments = Json::array();
    for (const MessageArgument& argument : message.arguments())
        arguments.push_back(std::visit(ArgumentToJson(), argument.value));
    Json json = Json::object();
    json["id"] = message.form().id();
    json["arguments"] = std::move(arguments);
    return json;
}

std::optional<Message> messageFromJson(const Json& json) {
    return messageFrom(json, 0);
}

} // namespace tristate::io
