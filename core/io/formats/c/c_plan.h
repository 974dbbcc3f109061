#pragma once

#include <string>
#include <vector>

namespace tristate::io {

/// A call in predict(): NAME(values it reads..., the value it writes, further arguments). A call that reads
/// none changes what it writes where it lies. Internal to core/io.
struct CCall {
    std::string function;
    std::vector<int> reads; ///< numbers of values
    int writes = 0;
    std::string arguments; ///< behind the values, ", 10"
};

/// The values of a predict() and where they lie: some stand for arguments of it, the others share one array,
/// each where nothing lies that is needed at the same time.
class CPlan {
public:
    /// Of the input; returns its number.
    int addArgument(const std::string& name);
    int addValue(long long floats);
    void add(CCall call) { m_calls.push_back(std::move(call)); }
    /// Makes this value an argument of predict().
    void setResult(int value, const std::string& name) {
        m_values[static_cast<std::size_t>(value)].name = name;
    }

    const std::vector<CCall>& calls() const { return m_calls; }
    long long sizeOf(int value) const { return m_values[static_cast<std::size_t>(value)].floats; }

    /// Lays the values out: the largest first, each at the lowest place. Returns the length of the array.
    long long place();
    /// As C has it: "input", "memory + 32".
    std::string textOf(int value) const;

private:
    struct Value {
        long long floats = 0;
        std::string name{}; ///< of an argument
        long long offset = -1;
        int first = 0, last = -1; ///< calls that know it
    };

    std::vector<Value> m_values;
    std::vector<CCall> m_calls;
};

} // namespace tristate::io
