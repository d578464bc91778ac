#!/usr/bin/env bash
# The tests with AddressSanitizer and ThreadSanitizer, each in a build folder of its own, each suite in a process of its own.
# usage: scripts/sanitize.sh [address|commands|thread] ...; without arguments all three.
# Built as what is shipped is: the checks of Swift stay, and the tests take a tenth of the time. `commands` gives the tests of
# the command line a program with AddressSanitizer; they themselves run without, since Foundation reads behind a buffer
# of its own when it starts a program.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then set -- address commands thread; fi
# What Swift makes once and keeps (tables, ICU's caches) counts as leaked, so leaks are not looked for.
export ASAN_OPTIONS=detect_leaks=0
export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/scripts/tsan-suppressions.txt"
export SWIFT_BACKTRACE=enable=no

# build FLAG ...: quietly, unless it fails.
build() {
  local log
  log="$(mktemp)"
  if ! swift build --build-tests "$@" >"$log" 2>&1; then
    grep -E 'error:' "$log" || tail -20 "$log"
    exit 1
  fi
  rm -f "$log"
}

# run PART LOGS SUITE FLAG ...
run() {
  local part="$1" log="$2/$3.log" suite="$3"
  shift 3
  SECONDS=0
  if ! swift test --skip-build "$@" --filter "^$suite" >"$log" 2>&1; then
    grep -E '✘|SUMMARY|ERROR|WARNING' "$log" | head -40
    echo "sanitize: $part $suite FAILED, see $log"
    exit 1
  fi
  echo "sanitize: $part $suite: $(grep -oE 'with [0-9]+ tests?' "$log" | tail -1 | cut -c6-) passed in $SECONDS s"
}

# optimized SANITIZER FOLDER: the flags of a build, one a line.
optimized() {
  printf '%s\n' -c release --sanitize="$1" --scratch-path "$2" -Xswiftc -enable-testing
  if [ "$1" = thread ]; then
    mkdir -p "$2"
    clang -c -O1 scripts/tsan-mutex.c -o "$2/mutex.o"
    printf '%s\n' -Xlinker "$PWD/$2/mutex.o"
    # Swift's Mutex where it has to wait, or to wake somebody.
    printf -- '-Xlinker\n--wrap=$s15Synchronization12_MutexHandleV%s\n' '9_lockSlowyys6UInt32VF' '11_unlockSlowyyF'
  fi
}

for part in "$@"; do
  case "$part" in
    address | thread)
      folder=".build-${part/address/asan}"
      folder="${folder/thread/tsan}"
      mapfile -t flags < <(optimized "$part" "$folder")
      build "${flags[@]}"
      for suite in ZhijianTests ZhijianFormatsTests ShippedRulesTests; do
        run "$part" "$folder" "$suite" "${flags[@]}"
      done
      ;;
    commands)
      mapfile -t flags < <(optimized address .build-asan)
      build "${flags[@]}"
      build
      ZHIJIAN="$(swift build "${flags[@]}" --show-bin-path)/zhijian" run commands .build-asan CommandTests
      ;;
    *)
      echo "sanitize: $part: address, commands or thread" >&2
      exit 2
      ;;
  esac
done
