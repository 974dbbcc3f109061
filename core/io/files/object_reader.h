#pragma once

#include "core/base/error.h"
#include "core/io/files/json.h"
#include "core/messages/common.h"
#include "core/messages/files.h"

#include <concepts>
#include <initializer_list>
#include <limits>
#include <set>
#include <string>
#include <utility>

namespace tristate::io {

/// Reads the fields of one JSON object strictly: each read() takes a key, done() refuses the keys that
/// nobody asked for. Errors name the source and the key with its path ("train.batch"). For core/io and
/// core/study.
class ObjectReader {
public:
    ObjectReader(const Json& object, std::string where, std::string path)
        : m_object(object), m_where(std::move(where)), m_path(std::move(path)) {
        if (!object.is_object())
            throw Error(
                say::kOfThing, m_where,
                Message(say::kFieldIs,
                        m_path.empty() ? MessageArgument(Message(say::kTheWhole)) : MessageArgument(m_path),
                        object.type_name(), Message(say::kAnObject)));
    }

    /// The value of a key, null when it is missing.
    const Json* find(const char* key) {
        m_known.insert(key);
        const auto it = m_object.find(key);
        return it == m_object.end() ? nullptr : &*it;
    }

    const Json& require(const char* key) {
        const Json* value = find(key);
        if (!value) throw Error(say::kOfThing, m_where, Message(say::kFieldMissing, pathOf(key)));
        return *value;
    }

    void read(const char* key, bool& target) {
        if (const Json* value = find(key)) {
            if (!value->is_boolean()) fail(key, *value, Message(say::kTrueOrFalse));
            target = value->get<bool>();
        }
    }

    void read(const char* key, std::string& target) {
        if (const Json* value = find(key)) {
            if (!value->is_string()) fail(key, *value, Message(say::kAText));
            target = value->get<std::string>();
        }
    }

    void read(const char* key, double& target) {
        if (const Json* value = find(key)) {
            if (!value->is_number()) fail(key, *value, Message(say::kANumber));
            target = value->get<double>();
        }
    }

    template <std::integral T>
    void read(const char* key, T& target) {
        if (const Json* value = find(key)) {
            if (!value->is_number_integer() || !fits<T>(*value))
                fail(
                    key, *value,
                    Message(say::kWholeNumber, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
            target = value->get<T>();
        }
    }

    template <class Enum>
    using Names = std::initializer_list<std::pair<Enum, const char*>>;

    template <class Enum>
    void read(const char* key, Enum& target, Names<Enum> names) {
        const Json* value = find(key);
        if (!value) return;
        std::string expected;
        for (const auto& [kind, name] : names) {
            if (*value == name) {
                target = kind;
                return;
            }
            expected += (expected.empty() ? "" : ", ") + std::string(name);
        }
        fail(key, *value, Message(say::kOneOf, expected));
    }

    void done() const {
        for (const auto& [key, value] : m_object.items())
            if (!m_known.contains(key))
                throw Error(say::kOfThing, m_where, Message(say::kUnknownKey, pathOf(key)));
    }

    std::string pathOf(const std::string& key) const { return m_path.empty() ? key : m_path + "." + key; }

    [[noreturn]] void fail(const std::string& key, const Json& value, const Message& expected) const {
        constexpr std::size_t kMaxText = 60;
        std::string found = dumpJson(value, -1);
        if (found.size() > kMaxText) found = value.type_name();
        throw Error(say::kOfThing, m_where, Message(say::kFieldIs, pathOf(key), found, expected));
    }

private:
    template <class T>
    static bool fits(const Json& value) {
        return value.is_number_unsigned() ? std::in_range<T>(value.get<std::uint64_t>())
                                          : std::in_range<T>(value.get<std::int64_t>());
    }

    const Json& m_object;
    std::string m_where;
    std::string m_path;
    std::set<std::string> m_known;
};

} // namespace tristate::io
