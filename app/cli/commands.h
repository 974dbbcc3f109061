#pragma once

namespace CLI {
class App;
}

/// The subcommands of `tristate`, one source file each. Every function adds its subcommand to the
/// application; the subcommand runs inside app.parse(). It throws tristate::Error for what went wrong (exit
/// code 1) and CLI::ParseError for arguments that do not fit together (exit code 2).
namespace tristate::cli {

void addTrain(CLI::App& app);
void addEval(CLI::App& app);
void addExport(CLI::App& app);
void addInfo(CLI::App& app);
void addData(CLI::App& app);
void addBench(CLI::App& app);
void addBaselines(CLI::App& app);
void addSweep(CLI::App& app);
void addReproduce(CLI::App& app);
void addWhy(CLI::App& app);

} // namespace tristate::cli
