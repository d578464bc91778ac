#!/usr/bin/env bash
# The tests with AddressSanitizer, then with ThreadSanitizer, each in a build folder of its own.
# usage: scripts/sanitize.sh [address|thread] ...
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then set -- address thread; fi
# What Swift makes once and keeps (tables, ICU's caches) counts as leaked, so leaks are not looked for.
export ASAN_OPTIONS=detect_leaks=0
export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/scripts/tsan-suppressions.txt"
export SWIFT_BACKTRACE=enable=no
# ThreadSanitizer is for what shares memory; the rule examples are the same code on more texts.
declare -A suites=(
  [address]='ZhijianTests|ZhijianFormatsTests|CommandTests'
  [thread]='ZhijianFormatsTests|TokenizerPropertyTests|RegularExpressionTests|SentimentPropertyTests'
)
declare -A folders=([address]=.build-asan [thread]=.build-tsan)
for sanitizer in "$@"; do
  folder="${folders[$sanitizer]:?address or thread}"
  swift build --build-tests --sanitize="$sanitizer" --scratch-path "$folder"
  swift test --skip-build --sanitize="$sanitizer" --scratch-path "$folder" --filter "${suites[$sanitizer]}"
  echo "sanitize: $sanitizer passed"
done
