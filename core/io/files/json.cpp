#include "core/io/files/json.h"

#include "core/base/error.h"
#include "core/messages/common.h"
#include "core/messages/files.h"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

namespace tristate::io {

namespace {

/// Follows a parser and refuses what no file of ours holds: a key that comes twice (JSON leaves open which
/// one counts), and a depth or a number of keys that would only serve to make reading slow.
class StructureGuard {
public:
    explicit StructureGuard(const std::string& where) : m_where(where) {}

    bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
        if (depth > kMaxDepth) throw Error(say::kOfThing, m_where, Message(say::kNestedTooDeep, kMaxDepth));
        if (event == Json::parse_event_t::object_start) m_keys.emplace_back();
        if (event == Json::parse_event_t::object_end) m_keys.pop_back();
        if (event == Json::parse_event_t::key) addKey(parsed.get<std::string>());
        return true;
    }

private:
    static constexpr int kMaxDepth = 32;
    static constexpr std::size_t kMaxKeys = 1000;

    void addKey(const std::string& key) {
        if (!m_keys.back().insert(key).second)
            throw Error(say::kOfThing, m_where, Message(say::kKeyTwice, key));
        if (m_keys.back().size() > kMaxKeys)
            throw Error(say::kOfThing, m_where, Message(say::kTooManyKeys, kMaxKeys));
    }

    const std::string& m_where;
    std::vector<std::set<std::string>> m_keys; ///< of the objects that are open
};

} // namespace

Json parseJson(std::string_view text, const std::string& where) {
    StructureGuard guard(where);
    try {
        return Json::parse(text, std::ref(guard));
    } catch (const Json::parse_error& error) {
        const std::string_view before = text.substr(0, error.byte > 0 ? error.byte - 1 : 0);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const auto column =
            before.size() - (before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1) + 1;
        throw Error(say::kOfThing, where, Message(say::kNotJson, line, column));
    } catch (const Json::exception&) { // a number beyond what a double holds
        throw Error(say::kOfThing, where, Message(say::kNumberOutOfRange));
    }
}

std::string dumpJson(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string shortest(double number) {
    return dumpJson(number, -1);
}

} // namespace tristate::io
