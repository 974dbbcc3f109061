#pragma once

#include <string>

namespace tristate::cli {

/// One line at the foot of the terminal, redrawn in place on standard error; nothing where that is none.
class Foot {
public:
    Foot();
    ~Foot() { clear(); }
    Foot(const Foot&) = delete;
    Foot& operator=(const Foot&) = delete;

    void show(const std::string& text) const;
    void clear() const { show(""); }
    bool isTerminal() const { return m_terminal; }

private:
    bool m_terminal;
};

} // namespace tristate::cli
