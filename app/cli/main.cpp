#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/manual.h"
#include "app/cli/usage.h"
#include "core/base/error.h"
#include "core/sweep/local_workers.h"
#include "core/train/settings.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <iterator>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kSignalled = 128; // and the signal's number, as shells count

int fail(const char* sentence, int code = kFailed) {
    std::cerr << "tristate: " << sentence << '\n';
    return code;
}

/// The words of the command line, last one first, as CLI11 takes them; the names of version 0.1 mean what
/// they meant.
std::vector<std::string> wordsOf(int argc, char** argv) {
    std::vector<std::string> words(std::make_reverse_iterator(argv + argc),
                                   std::make_reverse_iterator(argv + 1));
    if (!words.empty() && words.back() == "rivals") words.back() = "baselines";
    for (const auto& setting : tristate::train::settings()) {
        if (!setting.oldFlag) continue;
        const std::string_view old = setting.oldFlag;
        for (std::string& word : words)
            if (word == old || word.starts_with(std::string(old) + "="))
                word.replace(0, old.size(), setting.flag);
    }
    return words;
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
    tristate::cli::addData(app);
    tristate::cli::addBench(app);
    tristate::cli::addBaselines(app);
    tristate::cli::addSweep(app);
    tristate::cli::addReproduce(app);
    tristate::cli::addWhy(app);
    try {
        app.parse(wordsOf(argc, argv));
        return kDone;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kUsage; // --help and --version arrive as errors with code 0
    } catch (const tristate::cli::UsageError& error) {
        return fail(tristate::train::commandText(error.message()).c_str(), kUsage);
    } catch (const std::bad_alloc&) {
        return fail("There is not enough memory for this.");
    } catch (const tristate::cli::EndedBySignal& interrupted) {
        return fail(interrupted.what(), kSignalled + interrupted.signal);
    } catch (const tristate::cli::EndedWithCheckpoint& stopped) {
        return fail(stopped.what(), tristate::sweep::kExitStopped);
    } catch (const tristate::Error& error) {
        return fail(tristate::train::commandText(error.message()).c_str());
    } catch (const std::exception& error) {
        return fail(error.what());
    }
}
