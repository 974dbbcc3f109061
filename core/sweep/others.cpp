#include "core/sweep/others.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/messages/sweeps.h"
#include "core/sweep/published.h"
#include "core/tables/table_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>
#include <variant>

namespace tristate::sweep {

namespace {

constexpr const char* kGates = "gates"; ///< the method of the runs themselves

/// The columns of these names: of the method a category, else numbers. Throws Error when one is not there.
tables::Table columnsOf(const std::filesystem::path& file, const std::array<std::string, 3>& names) {
    const std::string text = io::readWholeFile(file), quoted = "'" + file.string() + "'";
    const tables::TablePreview preview = tables::preview(text, quoted);
    std::vector<tables::Role> roles(preview.columns.size(), tables::Role::Skip);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto found = std::find(preview.columns.begin(), preview.columns.end(), names[i]);
        if (found == preview.columns.end()) throw Error(say::kTableNoColumn, file.string(), names[i]);
        roles[static_cast<std::size_t>(found - preview.columns.begin())] =
            i == 0 ? tables::Role::Category : tables::Role::Number;
    }
    return tables::readTable(text, preview, roles, quoted, 1);
}

std::vector<Others> baselinesIn(const std::filesystem::path& file, const std::string& errorColumn) {
    const std::array<std::string, 3> names{"method", "parameters", errorColumn};
    const tables::Table table = columnsOf(file, names);
    std::array<std::size_t, 3> at{}; // where their cells are in a row
    for (std::size_t i = 0; i < names.size(); ++i)
        while (table.columns[at[i]].name != names[i]) ++at[i];
    std::vector<Others> all;
    for (const std::string& method : table.columns[at[0]].categories) all.push_back({method, false, {}});
    const std::size_t width = table.columns.size();
    for (const tables::TableBlock& block : table.blocks)
        for (std::size_t row = 0; row < block.rows; ++row) {
            const float* const cells = block.cells.data() + row * width;
            const float method = cells[at[0]], parameters = cells[at[1]], error = cells[at[2]];
            if (!std::isnan(method) && parameters > 0 && error >= 0)
                all[static_cast<std::size_t>(method)].dots.emplace_back(parameters, error);
        }
    std::erase_if(all, [](const Others& of) { return of.name == kGates || of.dots.empty(); });
    return all;
}

bool hasMaps(const graph::Graph& net) {
    return std::any_of(net.nodes.begin(), net.nodes.end(), [](const graph::Node& node) {
        return std::holds_alternative<graph::Conv>(node.operation);
    });
}

} // namespace

std::vector<Others> othersOf(const Folder& folder) {
    const train::Experiment& base = folder.plan().base;
    std::vector<Others> others;
    if (folder.hasData(kMnist)) {
        const bool isLeNet5 = hasMaps(base.net);
        Others published{isLeNet5 ? "LeNet-5" : "LeNet-300-100", true, {}};
        for (const PublishedNet& net : publishedNets())
            if (net.isLeNet5 == isLeNet5) published.dots.emplace_back(net.parameters, net.error);
        others.push_back(std::move(published));
    }
    const std::filesystem::path file = folder.path() / kBaselinesFile;
    if (!std::filesystem::exists(file)) return others;
    const bool isValidation = base.data.hasValidation();
    auto baselines = baselinesIn(file, isValidation ? "validation_error" : "test_error");
    std::move(baselines.begin(), baselines.end(), std::back_inserter(others));
    return others;
}

} // namespace tristate::sweep
