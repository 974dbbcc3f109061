# Writes tables into a C++ source: cmake -DOUTPUT=file.cpp "-DTABLES=a.csv;b.csv" -P embed_tables.cmake

set(entries "")
foreach(table IN LISTS TABLES)
  get_filename_component(name ${table} NAME_WE)
  file(READ ${table} text)
  string(APPEND entries "    {\"${name}\", R\"csv(${text})csv\"},\n")
endforeach()

file(WRITE ${OUTPUT} "// Generated from resources/tables by core/data/embed_tables.cmake.
#include \"core/data/embedded_tables.h\"

namespace tristate::data {

namespace {

constexpr EmbeddedTable kTables[] = {
${entries}};

} // namespace

std::span<const EmbeddedTable> embeddedTables() {
    return kTables;
}

} // namespace tristate::data
")
