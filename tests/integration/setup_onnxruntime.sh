#!/bin/sh
# Installs the npm packages of this folder into a folder of the build tree: setup_onnxruntime.sh FOLDER
# Does nothing when they are there already. Install scripts stay off: the CPU library for Linux is in the package
# itself, the script would only download another one.
set -eu

source=$(dirname "$0")
target=$1
stamp=$target/installed-package-lock.json

command -v node >/dev/null || { echo "node is not installed" >&2; exit 1; }
command -v npm >/dev/null || { echo "npm is not installed" >&2; exit 1; }

mkdir -p "$target"
exec 9>"$target/lock" # tests run in parallel
flock 9
if ! cmp -s "$source/package-lock.json" "$stamp"; then
    cp "$source/package.json" "$source/package-lock.json" "$source/.npmrc" "$target"
    (cd "$target" && npm ci --ignore-scripts --no-audit --no-fund)
    cp "$source/package-lock.json" "$stamp"
fi
