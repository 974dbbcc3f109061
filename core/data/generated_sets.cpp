#include "core/data/generated_sets.h"

#include "core/data/embedded_tables.h"
#include "core/data/generated_digits.h"
#include "core/data/generated_images.h"
#include "core/data/toys.h"

namespace tristate::data {

namespace {

struct GeneratedSet {
    const char* name;
    Dataset (*generate)(std::size_t samples, std::uint64_t seed);
};

constexpr GeneratedSet kGeneratedSets[] = {{"digits", generateDigits},      {"shapes", generateShapes},
                                           {"spiral", generateSpiral},      {"moons", generateMoons},
                                           {"circles", generateCircles},    {"xor", generateXor},
                                           {"gaussians", generateGaussians}};

} // namespace

Generator generatorOf(const std::string& source) {
    for (const GeneratedSet& set : kGeneratedSets)
        if (source == set.name) return set.generate;
    if (const auto shape = noiseShape(source))
        return
            [shape](std::size_t samples, std::uint64_t seed) { return generateNoise(*shape, samples, seed); };
    return nullptr;
}

std::string_view embeddedTable(const std::string& source) {
    for (const EmbeddedTable& table : embeddedTables())
        if (source == table.name) return table.text;
    return {};
}

bool isSetName(const std::string& source) {
    return !embeddedTable(source).empty() || generatorOf(source);
}

std::string generatedNames() {
    std::string names;
    for (const EmbeddedTable& table : embeddedTables()) names += std::string(table.name) + ", ";
    for (const GeneratedSet& set : kGeneratedSets) names += std::string(set.name) + ", ";
    return names + "noise:3x32x32";
}

} // namespace tristate::data
