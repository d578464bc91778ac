#!/usr/bin/env bash
# End to end with the real program: the same bytes on any number of threads, in any zone and locale; a broken file
# among good ones is named and loses nothing else; a filter answers every line.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: scripts/smoke.sh PROGRAM"; exit 2; }
zhijian="$(realpath "$1")"
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
fail() { echo "smoke: $1"; exit 1; }

score() { "$zhijian" score fixtures/transcripts --detail full "$@" 2>/dev/null; }
all() { score --format jsonl --output "$1.jsonl" --format text --output "$1.txt" --format csv --output "$1.csv" --format html --output "$1.html" --format xlsx --output "$1.xlsx" --format coaching --output "$1.coaching" --format tables --output "$1.tables" "${@:2}"; }
all "$work/one" --jobs 1
all "$work/two" --jobs 2
TZ=America/New_York LC_ALL=C all "$work/zone" --jobs 2
TZ=Asia/Tokyo LANG=tr_TR.UTF-8 all "$work/locale" --jobs 3
for other in two zone locale; do
  for format in jsonl txt csv html xlsx coaching tables; do
    diff -rq "$work/one.$format" "$work/$other.$format" || fail "$format differs for $other"
  done
done
count="$(wc -l <"$work/one.jsonl")"
[ "$count" -gt 0 ] || fail "nothing was scored"
echo "smoke: $count conversations, byte-identical in seven formats for 1, 2, 3 threads, two zones, two locales"

mkdir "$work/mixed" "$work/mixed/empty"
cp fixtures/transcripts/taobao/*.jsonl "$work/mixed/"
printf '{"messages": [{"role": "agent", "text": "您好"}\n' >"$work/mixed/broken.jsonl"
code=0
"$zhijian" score "$work/mixed" --format jsonl >"$work/mixed.jsonl" 2>"$work/mixed.err" || code=$?
[ "$code" -eq 2 ] || fail "exit code $code for a broken file, 2 expected"
grep -q 'broken.jsonl:1:' "$work/mixed.err" || fail "the broken file is not named"
grep -q 'empty' "$work/mixed.err" || fail "the empty folder is not named"
cat fixtures/transcripts/taobao/*.jsonl | "$zhijian" score --stdin >"$work/stdin.jsonl" 2>/dev/null
[ "$(wc -l <"$work/stdin.jsonl")" -eq "$(cat fixtures/transcripts/taobao/*.jsonl | wc -l)" ] || fail "the filter lost lines"
[ "$(wc -l <"$work/mixed.jsonl")" -eq "$(grep -vc duplicate_of "$work/stdin.jsonl")" ] || fail "conversations were lost"

code=0
"$zhijian" score fixtures/transcripts --format html --output /dev/full 2>/dev/null || code=$?
[ "$code" -eq 2 ] || fail "exit code $code for a full disk, 2 expected"
[ -z "$(find "$work" -name '*.part')" ] || fail "an unfinished file was left behind"
echo "smoke: passed"
