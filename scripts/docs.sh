#!/usr/bin/env bash
# Writes the pages that are generated from the sources. A test compares them.
set -euo pipefail
cd "$(dirname "$0")/.."
zhijian="${ZHIJIAN:-$(swift build -c release --show-bin-path)/zhijian}"
write() { # write FILE ARGUMENTS: the output of zhijian
  local file="$1"
  shift
  "$zhijian" "$@" >"$file.new"
  mv "$file.new" "$file"
  echo "docs: $file"
}
write docs/shipped-rules.md rules list --format markdown
write docs/rule-reference.md rules reference
write docs/schema/rule.schema.json rules schema
write docs/lint.md rules check --list-checks markdown
write docs/metric-catalogue.md metrics --list markdown
