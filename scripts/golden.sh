#!/usr/bin/env bash
# Writes fixtures/expected: what scoring and explaining the shipped transcripts gives, with the hashes of versions masked.
# Another folder can be named; ZHIJIAN names the program. Paths in the output are relative to the top of the sources.
set -euo pipefail
cd "$(dirname "$0")/.."
zhijian="${ZHIJIAN:-$(swift build -c release --show-bin-path)/zhijian}"
out="${1:-fixtures/expected}"
rm -rf "$out"
mkdir -p "$out"

# Versions change with every rule that is mended; what they do to the results is what is pinned.
masks=(-e 's/("(program|icu)":)"[^"]*"/\1"…"/g' -e 's/^(程序,)[^,]+/\1…/')
for hash in $("$zhijian" --version --format json | grep -oE '[0-9a-f]{16}'); do
  masks+=(-e "s/$hash/…/g" -e "s/${hash:0:8}/…/g")
done

code=0
"$zhijian" score fixtures/transcripts --detail results \
  --format jsonl --output "$out/evaluations.jsonl" --format text --output "$out/summary.txt" \
  --format csv --output "$out/tables" 2>"$out/diagnostics.txt" || code=$?
echo "$code" >"$out/exit-code.txt"
mkdir "$out/rules"
while read -r rule chat; do
  "$zhijian" rules explain "$rule" fixtures/transcripts/taobao --id "$chat" >"$out/rules/explain-$rule.txt"
done <<'END'
off-platform-contact tb-006
service-flow-incomplete tb-011
slow-reply-without-apology tb-008
END
"$zhijian" rules try -e '{role: agent, keyword: [保证], polarity: asserted}' fixtures/transcripts >"$out/rules/try.txt"
find "$out" -type f -exec sed -i -E "${masks[@]}" {} +
