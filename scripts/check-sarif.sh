#!/usr/bin/env bash
# Lets tools that nobody here wrote read the SARIF of `rules check` and `rules test`: the models of SARIF 2.1.0 in sarif-pydantic,
# and sarif-tools, which has to count as many results as there are.
# Needs python3 with venv and pip; ZHIJIAN names the program.
set -euo pipefail
cd "$(dirname "$0")/.."
zhijian="${ZHIJIAN:-$(swift build -c release --show-bin-path)/zhijian}"
venv=.build/sarif
if [ ! -x "$venv/bin/sarif" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet sarif-pydantic==0.6.2 sarif-tools==3.0.5
fi
log="$venv/check.sarif"
# Writes the log of a command that has to end with 2, and lets both tools read it.
check() {
  local least=$1 code=0 counted written
  shift
  "$zhijian" "$@" --format sarif >"$log" 2>/dev/null || code=$?
  [ "$code" = 2 ] || { echo "$2 ended with $code"; exit 1; }
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
  written=$(grep -o '"ruleId"' "$log" | wc -l)
  [ "$counted" = "$written" ] || { echo "sarif-tools counts $counted results, there are $written"; exit 1; }
  echo "sarif: $counted results counted by sarif-tools"
}
settings=fixtures/rules/workspace/zhijian.yaml
check 151 rules check --config "$settings" fixtures/rules/broken
check 6 rules test --config "$settings" fixtures/rule-tests
