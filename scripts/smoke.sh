#!/usr/bin/env bash
# End to end with the real program: the same bytes on any number of threads, in any zone and locale; a broken file
# among good ones is named and loses nothing else.
set -euo pipefail
zhijian="$1"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

score() { "$zhijian" score fixtures/transcripts --format jsonl --detail full "$@" 2>/dev/null; }
score --jobs 1 >"$work/one.jsonl"
score --jobs 2 >"$work/two.jsonl"
TZ=America/New_York LC_ALL=C score --jobs 2 >"$work/zone.jsonl"
TZ=Asia/Tokyo LANG=tr_TR.UTF-8 score --jobs 3 >"$work/locale.jsonl"
for other in two zone locale; do cmp "$work/one.jsonl" "$work/$other.jsonl"; done
echo "smoke: $(wc -l <"$work/one.jsonl") conversations, byte-identical for 1, 2, 3 threads, two zones, two locales"

mkdir "$work/mixed" "$work/mixed/empty"
cp fixtures/transcripts/taobao/*.jsonl "$work/mixed/"
printf '{"messages": [{"role": "agent", "text": "您好"}\n' >"$work/mixed/broken.jsonl"
code=0
"$zhijian" score "$work/mixed" --format jsonl >"$work/mixed.jsonl" 2>"$work/mixed.err" || code=$?
[ "$code" -eq 2 ] || { echo "smoke: exit code $code for a broken file, 2 expected"; exit 1; }
grep -q 'broken.jsonl:1' "$work/mixed.err" || { echo "smoke: the broken file is not named"; exit 1; }
grep -q 'empty' "$work/mixed.err" || { echo "smoke: the empty folder is not named"; exit 1; }
cat fixtures/transcripts/taobao/*.jsonl | "$zhijian" score --stdin >"$work/stdin.jsonl"
[ "$(wc -l <"$work/mixed.jsonl")" -eq "$(wc -l <"$work/stdin.jsonl")" ] || { echo "smoke: conversations were lost"; exit 1; }
"$zhijian" score fixtures/transcripts --format html --format csv --output "$work/report.html" --output "$work/csv" 2>/dev/null
[ -s "$work/report.html" ] && [ -s "$work/csv/agents.csv" ] || { echo "smoke: a report is missing"; exit 1; }
echo "smoke: passed"
