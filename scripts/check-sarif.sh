#!/usr/bin/env bash
# Lets tools that nobody here wrote read the SARIF of `rules check`: the models of SARIF 2.1.0 in sarif-pydantic,
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
code=0
"$zhijian" rules check --config fixtures/rules/workspace/zhijian.yaml fixtures/rules/broken --format sarif >"$log" || code=$?
[ "$code" = 2 ] || { echo "rules check ended with $code"; exit 1; }
"$venv/bin/python" - "$log" <<'PYTHON'
import sys
from sarif_pydantic import Sarif

with open(sys.argv[1], encoding="utf-8") as file:
    log = Sarif.model_validate_json(file.read())
results = log.runs[0].results
rules = log.runs[0].tool.driver.rules
assert log.version == "2.1.0" and len(results) > 150
for result in results:
    assert rules[result.rule_index].id == result.rule_id
print(f"sarif: {len(results)} results of {len(rules)} rules read by sarif-pydantic")
PYTHON
counted=$("$venv/bin/sarif" summary "$log" | sed -nE 's/^(error|warning|note): ([0-9]+)$/\2/p' | paste -sd+ | bc)
written=$(grep -o '"ruleId"' "$log" | wc -l)
[ "$counted" = "$written" ] || { echo "sarif-tools counts $counted results, there are $written"; exit 1; }
echo "sarif: $counted results counted by sarif-tools"
