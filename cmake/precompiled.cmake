# Headers of others that most files include, compiled once for each kind of target and shared. Nothing relies on it:
# every file includes what it uses, and the preset `tsan` builds without (CMAKE_DISABLE_PRECOMPILE_HEADERS).

# tristate_precompiled(name HEADERS... DEPENDS...): the target whose headers others reuse.
function(tristate_precompiled name)
  cmake_parse_arguments(ARG "" "" "HEADERS;DEPENDS" ${ARGN})
  set(empty ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  if(NOT EXISTS ${empty})
    file(WRITE ${empty} "// Carries the precompiled headers.\n")
  endif()
  add_library(${name} OBJECT ${empty})
  target_link_libraries(${name} PRIVATE tristate_options ${ARG_DEPENDS})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

set(standard_headers <algorithm> <array> <bit> <charconv> <chrono> <cmath> <cstdint> <cstring> <filesystem>
    <functional> <limits> <map> <memory> <numeric> <optional> <set> <span> <string> <string_view> <utility> <variant>
    <vector>)
tristate_precompiled(tristate_precompiled_core
  HEADERS ${standard_headers} <Eigen/Core>
  DEPENDS Eigen3::Eigen)
