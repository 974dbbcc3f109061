# A package for Debian and Ubuntu: `cpack -G DEB` in the build folder. scripts/package makes one for any processor.

set(TRISTATE_MAINTAINER "The Tristate Lab developers <developers@tristatelab.invalid>"
    CACHE STRING "Who is named in the package, with an address")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tristate-lab)
set(CPACK_PACKAGE_CONTACT ${TRISTATE_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "laboratory for neural networks that learn their own size")
set(CPACK_PACKAGE_DESCRIPTION "Trains neural networks with the tri-state ReLU, whose gates decide which neurons and layers
stay, shows every gate live in a window, and exports what is left to ONNX, safetensors, C
and JSON. The command line program tristate does the same work in a terminal.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(TRISTATE_BUILD_UI)
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-dejavu-core | fonts-noto-core, qt6-translations-l10n")
endif()
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "dataset-fashion-mnist, gcc")

include(CPack)
