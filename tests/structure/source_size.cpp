#include "tests/structure/source_size.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace tristate::structure {

namespace {

/// Where the literal or comment that begins at `at` ends; `at` itself when none begins there.
std::size_t endOfOpaque(std::string_view source, std::size_t at) {
    const std::string_view rest = source.substr(at);
    const auto behind = [&](std::string_view mark, std::size_t from) {
        const std::size_t found = source.find(mark, from);
        return found == source.npos ? source.size() : found + mark.size();
    };
    if (rest.starts_with("//")) return std::min(source.find('\n', at), source.size());
    if (rest.starts_with("/*")) return behind("*/", at + 2);
    if (rest.starts_with("R\"")) {
        const std::size_t open = source.find('(', at);
        return behind(")" + std::string(source.substr(at + 2, open - at - 2)) + "\"", open);
    }
    if (rest[0] != '"' && rest[0] != '\'') return at;
    const bool separatesDigits =
        rest[0] == '\'' && at > 0 && std::isalnum(static_cast<unsigned char>(source[at - 1]));
    if (separatesDigits) return at;
    std::size_t end = at + 1;
    while (end < source.size() && source[end] != rest[0]) end += source[end] == '\\' ? 2 : 1;
    return std::min(end + 1, source.size());
}

/// The source with blanks in place of comments, of what literals hold, and of preprocessor lines; lines stay.
std::string withoutOpaque(std::string_view source) {
    std::string plain(source);
    const auto blank = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i)
            if (plain[i] != '\n') plain[i] = ' ';
    };
    bool isLineStart = true;
    for (std::size_t i = 0; i < source.size();) {
        std::size_t end = endOfOpaque(source, i);
        if (end == i && isLineStart && source[i] == '#') {
            do end = std::min(source.find('\n', end + 1), source.size());
            while (end < source.size() && source[end - 1] == '\\');
        }
        if (end > i) {
            blank(i, end);
            i = end;
            continue;
        }
        if (!std::isspace(static_cast<unsigned char>(source[i]))) isLineStart = false;
        if (source[i] == '\n') isLineStart = true;
        ++i;
    }
    return plain;
}

/// Finds the braces of functions: those that open where no other function is open, behind parameters.
class Scanner {
public:
    explicit Scanner(std::string_view source) : m_text(withoutOpaque(source)) {}

    std::vector<FunctionSize> run() {
        for (m_at = 0; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '\n') ++m_line;
            if (m_function) {
                passBody(c);
            } else if (c == '{') {
                open();
            } else if (c == '}' || c == ';' || (c == '\n' && isMacroCall())) {
                m_header.clear();
            } else {
                if (m_header.empty() && !std::isspace(static_cast<unsigned char>(c))) m_headerLine = m_line;
                if (!m_header.empty() || !std::isspace(static_cast<unsigned char>(c))) m_header += c;
            }
        }
        return std::move(m_found);
    }

private:
    /// Whether all since the last statement is a line such as DECLARE(x), which needs no semicolon.
    bool isMacroCall() const {
        static const std::regex kCall(R"([A-Z][A-Z0-9_]*\([^()]*\))");
        return std::regex_match(m_header, kCall);
    }

    void open() {
        static const std::regex kContainer(
            R"(^(template\s*<[^{]*>\s*)?(\w+\s+)*?(namespace|class|struct|union|enum|extern)\b)");
        const std::size_t parameters = m_header.find('(');
        const bool isTable = m_header.find('=') < parameters && m_header.find("operator") == m_header.npos;
        if (std::regex_search(m_header, kContainer) && !isTable) {
            m_header.clear();
            return;
        }
        m_isNamed = parameters != m_header.npos && !isTable;
        if (m_isNamed) {
            const std::string name = m_header.substr(0, parameters);
            const std::size_t last = name.find_last_of(" \n*&", name.find_last_not_of(" \n"));
            m_current = {name.substr(last == name.npos ? 0 : last + 1), m_headerLine, 0};
        }
        enterBraces();
    }

    void enterBraces() {
        m_function = true;
        m_depth = 1;
    }

    void passBody(char c) {
        m_depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (m_depth > 0) return;
        m_function = false;
        // Behind the braces of a member in a constructor's list of initialisers comes the next one, or the
        // body.
        const std::size_t next = m_text.find_first_not_of(" \n\t", m_at + 1);
        const bool goesOn = next != m_text.npos && (m_text[next] == ',' || m_text[next] == '{');
        if (goesOn) return;
        m_header.clear();
        if (!m_isNamed) return;
        m_isNamed = false;
        m_current.lines = m_line - m_current.line + 1;
        m_found.push_back(m_current);
    }

    std::string m_text;
    std::vector<FunctionSize> m_found;
    FunctionSize m_current;
    std::string m_header; ///< what came since the last statement
    std::size_t m_at = 0;
    int m_line = 1, m_headerLine = 1, m_depth = 0;
    bool m_function = false; ///< inside of braces that are no container's
    bool m_isNamed = false;
};

} // namespace

std::vector<FunctionSize> functionsOf(std::string_view source) {
    return Scanner(source).run();
}

int linesOf(std::string_view source) {
    return static_cast<int>(std::count(source.begin(), source.end(), '\n'));
}

} // namespace tristate::structure
