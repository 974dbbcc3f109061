#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/manual.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <new>

namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kSignalled = 128; // and the signal's number, as shells count

int fail(const char* sentence, int code = kFailed) {
    std::cerr << "tristate: " << sentence << '\n';
    return code;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "Trains neural networks that learn their own width and depth, and exports what is left of them.",
        "tristate"};
    app.set_version_flag("--version", TRISTATE_VERSION);
    app.add_flag_callback("--manual",
                          [&app] {
                              std::cout << tristate::cli::manualPage(app);
                              throw CLI::Success();
                          })
        ->group(""); // for the build, which makes the manual page of it
    app.require_subcommand(1);
    tristate::cli::addTrain(app);
    tristate::cli::addEval(app);
    tristate::cli::addExport(app);
    tristate::cli::addInfo(app);
    tristate::cli::addBench(app);
    tristate::cli::addRivals(app);
    tristate::cli::addReproduce(app);
    try {
        app.parse(argc, argv);
        return kDone;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kUsage; // --help and --version arrive as errors with code 0
    } catch (const std::bad_alloc&) {
        return fail("There is not enough memory for this.");
    } catch (const tristate::cli::Interrupted& interrupted) {
        return fail(interrupted.what(), kSignalled + interrupted.signal);
    } catch (const std::exception& error) {
        return fail(error.what());
    }
}
