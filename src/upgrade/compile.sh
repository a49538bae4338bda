#!/usr/bin/env bash
# compile.sh <revision> <folder>: compiles a version before, with its tests, and writes their class path to <folder>/class-path.txt:
#   src/upgrade/compile.sh 5c2b628 /tmp/before && mvn verify -Pfigures -Dtest=RollingUpgradeFiguresTest -Dtrainyard.before=/tmp/before/class-path.txt
set -euo pipefail
revision=$1; mkdir -p "$2"; folder=$(cd "$2" && pwd)
git archive "$revision" | tar -x -C "$folder"
(cd "$folder" && mvn -q test-compile dependency:build-classpath -Dmdep.outputFile="$folder/libraries.txt")
echo "$folder/target/test-classes:$folder/target/classes:$(cat "$folder/libraries.txt")" > "$folder/class-path.txt"
