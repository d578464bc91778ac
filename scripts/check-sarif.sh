#!/usr/bin/env bash
# Lets tools that nobody here wrote read the SARIF of `rules check` and `rules test`: the models of SARIF 2.1.0 in sarif-pydantic,
# and sarif-tools, which has to count as many results as there are.
# Needs python3 with venv and pip; ZHIJIAN names the program. With files it reads those, and runs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=.build/sarif
if [ ! -x "$venv/bin/sarif" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet sarif-pydantic==0.6.2 sarif-tools==3.0.5
fi
# Lets both tools read a log with at least so many results.
read_log() {
  local log=$1 least=$2 counted written
  "$venv/bin/python" - "$log" "$least" <<'PYTHON'
import sys
from sarif_pydantic import Sarif

with open(sys.argv[1], encoding="utf-8") as file:
    log = Sarif.model_validate_json(file.read())
results = log.runs[0].results
rules = log.runs[0].tool.driver.rules
assert log.version == "2.1.0" and len(results) >= int(sys.argv[2])
for result in results:
    assert rules[result.rule_index].id == result.rule_id
print(f"sarif: {len(results)} results of {len(rules)} rules read by sarif-pydantic")
PYTHON
  counted=$("$venv/bin/sarif" summary "$log" | sed -nE 's/^(error|warning|note): ([0-9]+)$/\2/p' | paste -sd+ | bc)
  written=$({ grep -o '"ruleId"' "$log" || true; } | wc -l)
  [ "$counted" = "$written" ] || { echo "sarif-tools counts $counted results, there are $written"; exit 1; }
  echo "sarif: $counted results counted by sarif-tools"
}
if [ $# -gt 0 ]; then
  for log in "$@"; do read_log "$log" 0; done
  exit
fi
zhijian="${ZHIJIAN:-$(swift build -c release --show-bin-path)/zhijian}"
log="$venv/check.sarif"
# Writes the log of a command that has to end with 2, and lets both tools read it.
check() {
  local least=$1 code=0
  shift
  "$zhijian" "$@" --format sarif >"$log" 2>/dev/null || code=$?
  [ "$code" = 2 ] || { echo "$2 ended with $code"; exit 1; }
  read_log "$log" "$least"
}
settings=fixtures/rules/workspace/zhijian.yaml
check 151 rules check --config "$settings" fixtures/rules/broken
check 6 rules test --config "$settings" fixtures/rule-tests
