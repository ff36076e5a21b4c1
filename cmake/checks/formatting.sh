#!/usr/bin/env bash
# formatting.sh check|fix ROOT: is every C++ file as clang-format 14 writes it?
set -euo pipefail
cd "$2"
format=$(command -v clang-format-14 || command -v clang-format || true)
if [ -z "$format" ]; then
    echo "formatting.sh: clang-format is missing: run \`make bootstrap\` (package clang-format-14)" >&2
    exit 1
fi
case $1 in
    check) find microfast tinyorm unamex -name '*.[hc]pp' -print0 | xargs -0 "$format" --dry-run --Werror ;;
    fix) find microfast tinyorm unamex -name '*.[hc]pp' -print0 | xargs -0 "$format" -i ;;
    *) echo "usage: formatting.sh check|fix ROOT" >&2; exit 2 ;;
esac
