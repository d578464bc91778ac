#!/usr/bin/env bash
# The tests with AddressSanitizer and ThreadSanitizer, each in a build folder of its own, each suite in a process of its own.
# usage: scripts/sanitize.sh [address|thread|commands] ...; without arguments address and thread.
# commands runs the tests of the command line with AddressSanitizer: every one of them starts the program anew, which takes
# seconds in a debug build, so that they are not among what is run before a commit.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then set -- address thread; fi
# What Swift makes once and keeps (tables, ICU's caches) counts as leaked, so leaks are not looked for.
export ASAN_OPTIONS=detect_leaks=0
export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/scripts/tsan-suppressions.txt"
export SWIFT_BACKTRACE=enable=no
# ThreadSanitizer is for what shares memory; the rule examples are the same code on more texts.
declare -A suites=(
  [address]='ZhijianTests ZhijianFormatsTests'
  [commands]='CommandTests'
  [thread]='OrderedPipelineTests LineBatchReaderTests LineScorerTests DuplicateIndexTests PreviousEvaluationsTests
    CompiledCacheTests WorkspaceTests TokenizerPropertyTests RegularExpressionTests SentimentPropertyTests'
)
declare -A sanitizers=([address]=address [commands]=address [thread]=thread)
for part in "$@"; do
  sanitizer="${sanitizers[$part]:?address, thread or commands}"
  folder=".build-${sanitizer/address/asan}"
  folder="${folder/thread/tsan}"
  swift build --build-tests --sanitize="$sanitizer" --scratch-path "$folder" 2>&1 | tail -3
  for suite in ${suites[$part]}; do
    log="$folder/$suite.log"
    SECONDS=0
    if ! swift test --skip-build --sanitize="$sanitizer" --scratch-path "$folder" --filter "$suite" >"$log" 2>&1; then
      grep -E '✘|SUMMARY|ERROR|WARNING' "$log" | head -40
      echo "sanitize: $part $suite FAILED, see $log"
      exit 1
    fi
    echo "sanitize: $part $suite: $(grep -oE 'with [0-9]+ tests?' "$log" | tail -1 | cut -c6-) passed in $SECONDS s"
  done
done
