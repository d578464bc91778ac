#!/usr/bin/env bash
# Writes fixtures/expected: what scoring the shipped transcripts gives, with version hashes masked.
set -euo pipefail
cd "$(dirname "$0")/.."
zhijian="${ZHIJIAN:-$(swift build -c release --show-bin-path)/zhijian}"
out="${1:-fixtures/expected}"
mkdir -p "$out"
mask() { sed -E 's/("(program|icu|rules|lexicons|scorecard|tokenizer|config)":)"[^"]*"/\1"…"/g'; }
"$zhijian" score fixtures/transcripts --format jsonl --detail results 2>"$out/diagnostics.txt" | mask >"$out/evaluations.jsonl"
"$zhijian" score fixtures/transcripts --format text 2>/dev/null |
  sed -E 's/(规则版本|程序)[ ：:]*[0-9a-f.]+/\1 …/g' >"$out/summary.txt"
