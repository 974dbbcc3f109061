#include "app/cli/manual.h"

#include <CLI/CLI.hpp>

namespace tristate::cli {

namespace {

/// Text as roff takes it: no escapes, no requests, and hyphens that can be copied into a shell.
std::string roff(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\')
            result += "\\e";
        else if (c == '-')
            result += "\\-";
        else
            result += c;
    }
    return result.starts_with('.') || result.starts_with('\'') ? "\\&" + result : result;
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

/// "\-\-net SPEC", names in bold.
std::string entry(const CLI::Option& option) {
    std::string text = ".TP\n\\fB" + roff(option.get_name(option.get_positional(), true)) + "\\fR";
    if (!option.get_positional() && !option.get_type_name().empty() && option.get_items_expected_max() > 0)
        text += " \\fI" + roff(option.get_type_name()) + "\\fR";
    return text + "\n" + roff(option.get_description()) + "\n";
}

std::string optionsOf(const CLI::App& command) {
    std::string text;
    for (const std::string& group : command.get_groups()) {
        if (group.empty()) continue; // hidden
        if (group != "Options") text += ".PP\n\\fI" + roff(group) + "\\fR\n";
        for (const CLI::Option* option : command.get_options())
            if (option->get_group() == group) text += entry(*option);
    }
    return text;
}

std::string commandText(const CLI::App& command) {
    std::string text = ".SS tristate " + roff(command.get_name());
    for (const CLI::Option* option : command.get_options())
        if (option->get_positional())
            text += " " + option->get_name(true) + (option->get_items_expected_max() > 1 ? "..." : "");
    return text + " [OPTIONS]\n" + roff(command.get_description()) + ".\n" + optionsOf(command);
}

} // namespace

std::string manualPage(const CLI::App& app) {
    const std::string& name = app.get_name();
    std::string text = ".TH " + upper(name) + " 1\n.SH NAME\n" + name +
                       " \\- networks that learn their own width and depth, in a terminal\n" +
                       ".SH SYNOPSIS\n.B " + name + "\n\\fISUBCOMMAND\\fR [OPTIONS]\n.SH DESCRIPTION\n" +
                       roff(app.get_description()) + "\n.SH OPTIONS\n" + optionsOf(app) + ".SH SUBCOMMANDS\n";
    for (const CLI::App* command : app.get_subcommands({})) text += commandText(*command);
    return text +
           ".SH EXIT STATUS\n0: done. 2: the arguments do not fit. 1: any other error, with one sentence on "
           "standard error.\n.SH SEE ALSO\n.BR tristate\\-lab (1)\n";
}

} // namespace tristate::cli
