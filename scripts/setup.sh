#!/usr/bin/env bash
# Installs what building needs and only what is missing; says what it does before it does it.
# With "browser" as first argument also what the browser check of the HTML report needs.
set -euo pipefail

missing=()
need() { # need PACKAGE FILE: the package is missing where the file is
  [ -e "$2" ] || missing+=("$1")
}

need libicu-dev /usr/include/unicode/ubrk.h
need libzip-dev /usr/include/zip.h
need libxlsxwriter-dev /usr/include/xlsxwriter.h
if [ "${1:-}" = browser ] && ! command -v chromium >/dev/null 2>&1; then missing+=(chromium); fi
if ! command -v make >/dev/null 2>&1; then missing+=(make); fi

if ! command -v swift >/dev/null 2>&1; then
  echo "Swift 6.3 is needed and was not found. Install it from https://www.swift.org/install/linux/" >&2
  exit 2
fi

if [ "${#missing[@]}" -eq 0 ]; then
  echo "setup: nothing to install"
  exit 0
fi

echo "setup: installing ${missing[*]} (Debian packages)"
if [ "$(id -u)" -eq 0 ]; then run=(); else run=(sudo); fi
"${run[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "setup: done"
