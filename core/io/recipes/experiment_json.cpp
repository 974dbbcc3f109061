#include "core/io/recipes/experiment_json.h"

#include "core/io/files/atomic_file.h"
#include "core/io/recipes/json_fields.h"
#include "core/io/recipes/net_json.h"

namespace tristate::io {

std::string toJson(const train::Experiment& experiment) {
    return dumpJson(experimentToJson(experiment), 2) + "\n";
}

train::Experiment experimentFromJson(std::string_view text, const std::string& where) {
    train::Experiment experiment;
    fromJson(parseJson(text, where), experiment, where);
    return experiment;
}

graph::Graph netFromFile(const std::filesystem::path& file) {
    return readNet(parseJson(readWholeFile(file), file.string()), file.string(), "net");
}

} // namespace tristate::io
