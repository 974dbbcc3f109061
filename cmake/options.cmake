# Compiler settings shared by every target, as the interface target `tristate_options`, and the function that declares
# a room of the house: tristate_library(name SOURCES... [DEPENDS...] [PRECOMPILED target | OWN_FLAGS]).

add_library(tristate_options INTERFACE)
target_include_directories(tristate_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(tristate_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -ffp-contract=fast)

# False alarms of GCC 12: the deliberately undefined lanes inside its own AVX-512 intrinsics; an overlap or an overflow in
# every "text" + std::string (PR 105651), and a length it cannot bound when it compares two std::vector of bytes. Clang,
# which builds the fuzzers, and the address sanitizer look for the real ones.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(tristate_options INTERFACE -Wno-maybe-uninitialized -Wno-uninitialized -Wno-restrict
                                                    -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()

# Which mutex guards what: core/base/thread_annotations.h.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(tristate_options INTERFACE -Wthread-safety)
endif()

if(TRISTATE_NATIVE)
  target_compile_options(tristate_options INTERFACE -march=native)
endif()
if(TRISTATE_WERROR)
  target_compile_options(tristate_options INTERFACE -Werror)
endif()
if(TRISTATE_ASSERTIONS)
  target_compile_options(tristate_options INTERFACE -UNDEBUG)
endif()
if(TRISTATE_SANITIZE)
  target_compile_options(tristate_options INTERFACE -fsanitize=${TRISTATE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(tristate_options INTERFACE -fsanitize=${TRISTATE_SANITIZE})
endif()

# The folder decides what a target may see: dependencies are public and listed here, so the link graph is the
# architecture (docs/architecture.md draws it).
function(tristate_library name)
  cmake_parse_arguments(ARG "OWN_FLAGS" "PRECOMPILED" "SOURCES;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(${name} PUBLIC tristate_options ${ARG_DEPENDS})
  if(NOT ARG_PRECOMPILED)
    set(ARG_PRECOMPILED tristate_precompiled_core)
  endif()
  if(ARG_OWN_FLAGS) # headers compiled with other flags would not fit, nor files compiled for several sets of instructions
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  else()
    target_precompile_headers(${name} REUSE_FROM ${ARG_PRECOMPILED})
  endif()
endfunction()

# tristate_apart(target FILES...): files that a unity build (presets `release`, `ci` and the sanitizers') leaves alone: each
# instantiates the members of one class template that it defines.
function(tristate_apart target)
  set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set_property(GLOBAL APPEND PROPERTY TRISTATE_APART ${ARGN})
endfunction()
