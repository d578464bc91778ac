#!/usr/bin/env bash
# Coverage-guided tests of what reads foreign bytes, with AddressSanitizer. docs/safety.md says what each target promises.
# usage: scripts/fuzz.sh [SECONDS] [TARGET...]; without targets all of them, two at a time (ZHIJIAN_FUZZ_JOBS).
# import:FORMAT takes any bytes for a file of that format. A program that is there already is named by ZHIJIAN_FUZZ_PROGRAM.
# Inputs that broke a promise are left in Fuzz/findings, what was learnt in Fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-60}"
if [ $# -gt 0 ]; then shift; fi
all=(tokenizer folding jsonl import decoding rule phrases screen privacy cache score tables
  mapping inspection reviews settings lexicons results zip)
# Each format of docs/formats.md by itself: any bytes are taken for one of it.
for folder in fixtures/import/*/; do
  format="$(basename "$folder")"
  if [ "$format" != zip ]; then all+=("import:$format"); fi
done
if [ $# -gt 0 ]; then targets=("$@"); else targets=("${all[@]}"); fi
export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 # what Swift makes once and keeps is no leak
export SWIFT_BACKTRACE=enable=no                              # the backtracer waits for a debugger's answer in libFuzzer

if [ -z "${ZHIJIAN_FUZZ_PROGRAM:-}" ]; then
  build=(swift build --package-path Fuzz -c release --product fuzz
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing -Xcc -fsanitize=address)
  "${build[@]}" 2>&1 | grep -v 'Cannot export local symbol' | tail -5
  ZHIJIAN_FUZZ_PROGRAM="$("${build[@]}" --show-bin-path)/fuzz"
fi
[ -x "$ZHIJIAN_FUZZ_PROGRAM" ] || { echo "fuzz: no program was built"; exit 2; }
export ZHIJIAN_FUZZ_PROGRAM
python3 scripts/fuzz-seeds.py Fuzz/seeds
mkdir -p Fuzz/findings

run() { # run TARGET SECONDS
  local corpus="Fuzz/corpus/$1" log="Fuzz/findings/$1.log" length=1024
  case "$1" in
    jsonl | import* | score | tables | inspection | reviews | zip) length=4096 ;;
    mapping | settings | results) length=6000 ;;
    screen) length=200 ;;
  esac
  mkdir -p "$corpus" "Fuzz/seeds/$1"
  # Seconds on one input are a finding, too.
  ZHIJIAN_FUZZ="$1" "$ZHIJIAN_FUZZ_PROGRAM" "$corpus" "Fuzz/seeds/$1" -max_total_time="$2" -max_len="$length" \
    -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 -dict=Fuzz/seeds/words.dict \
    -artifact_prefix="Fuzz/findings/$1-" >"$log" 2>&1 && status=passed || status=FAILED
  local last
  last="$(grep -E ' cov: ' "$log" | tail -1 | sed -E 's/.*cov: ([0-9]+) ft: ([0-9]+) corp: ([0-9]+).*/edges \1, features \2, corpus \3/')"
  echo "fuzz: $1 $status after $(grep -oE 'number_of_executed_units: +[0-9]+' "$log" | grep -oE '[0-9]+$') executions, $last"
  [ "$status" = passed ]
}
export -f run
printf '%s\n' "${targets[@]}" | xargs -P "${ZHIJIAN_FUZZ_JOBS:-2}" -I{} bash -c "run {} $seconds"
