#include "core/io/formats/c/c_plan.h"

#include <algorithm>
#include <numeric>

namespace tristate::io {

int CPlan::addArgument(const std::string& name) {
    m_values.push_back({.name = name});
    return static_cast<int>(m_values.size()) - 1;
}

int CPlan::addValue(long long floats) {
    m_values.push_back({.floats = floats});
    return static_cast<int>(m_values.size()) - 1;
}

long long CPlan::place() {
    for (int call = static_cast<int>(m_calls.size()) - 1; call >= 0; --call) {
        const auto use = [&](int value) {
            Value& used = m_values[static_cast<std::size_t>(value)];
            used.first = call;
            used.last = std::max(used.last, call);
        };
        for (const int value : m_calls[static_cast<std::size_t>(call)].reads) use(value);
        use(m_calls[static_cast<std::size_t>(call)].writes);
    }
    std::vector<Value*> order;
    for (Value& value : m_values)
        if (value.name.empty()) order.push_back(&value);
    std::stable_sort(order.begin(), order.end(),
                     [](const Value* a, const Value* b) { return a->floats > b->floats; });
    long long length = 0;
    std::vector<const Value*> placed; // by their offsets
    for (Value* value : order) {
        long long offset = 0;
        for (const Value* other : placed) {
            if (other->last < value->first || value->last < other->first) continue;
            if (offset + value->floats <= other->offset) break; // it fits into the gap
            offset = std::max(offset, other->offset + other->floats);
        }
        value->offset = offset;
        length = std::max(length, offset + value->floats);
        placed.insert(std::upper_bound(placed.begin(), placed.end(), value,
                                       [](const Value* a, const Value* b) { return a->offset < b->offset; }),
                      value);
    }
    return length;
}

std::string CPlan::textOf(int value) const {
    const Value& found = m_values[static_cast<std::size_t>(value)];
    if (!found.name.empty()) return found.name;
    return found.offset == 0 ? "memory" : "memory + " + std::to_string(found.offset);
}

} // namespace tristate::io
