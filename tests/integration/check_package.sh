#!/bin/sh
# Makes the .deb of a build and checks it: check_package.sh SOURCE BUILD
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cpack --config "$2/CPackConfig.cmake" -G DEB -B "$folder"
"$1/scripts/check-package" "$folder"/*.deb
