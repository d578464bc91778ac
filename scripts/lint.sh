#!/usr/bin/env bash
# Format, file length, and what must not be in the tree.
set -euo pipefail
cd "$(dirname "$0")/.."
status=0

swift format lint --strict --recursive --parallel Sources Tests Benchmarks/Sources Fuzz/Sources Fuzz/Package.swift Package.swift || status=1

# Above 500 lines a file holds a second concept; tables of data apart.
while read -r lines file; do
  if [ "$lines" -gt 500 ]; then echo "$file: $lines lines (at most 500)"; status=1; fi
done < <(git ls-files 'Sources/*.swift' | xargs wc -l | awk '$2 != "total" { print $1, $2 }')

if git grep -nE 'try!|as!|fatalError\(|TODO|FIXME' -- 'Sources/*.swift'; then
  echo "the lines above trap or leave work undone"
  status=1
fi
exit $status
