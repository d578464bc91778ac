#!/usr/bin/env bash
# Writes the pages that are generated from the sources. A test compares them.
set -euo pipefail
cd "$(dirname "$0")/.."
zhijian="${ZHIJIAN:-$(swift build -c release --show-bin-path)/zhijian}"
"$zhijian" rules list --format markdown >docs/shipped-rules.md
"$zhijian" rules check --list-checks markdown >docs/lint.md
echo "docs: docs/shipped-rules.md docs/lint.md"
