# Writes the preset files into a C++ source: cmake -DOUTPUT=file.cpp "-DPRESETS=a.json;b.json" -P embed_presets.cmake

set(entries "")
foreach(preset IN LISTS PRESETS)
  get_filename_component(name ${preset} NAME_WE)
  file(READ ${preset} json)
  string(APPEND entries "    {\"${name}\", R\"json(${json})json\"},\n")
endforeach()

file(WRITE ${OUTPUT} "// Generated from resources/presets by core/io/embed_presets.cmake.
#include \"core/io/recipes/embedded_presets.h\"

namespace tristate::io {

namespace {

constexpr EmbeddedPreset kPresets[] = {
${entries}};

} // namespace

std::span<const EmbeddedPreset> embeddedPresets() {
    return kPresets;
}

} // namespace tristate::io
")
