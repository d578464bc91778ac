#!/usr/bin/env bash
# Holds the JUnit of `rules test` to a schema that nobody here wrote: junit-10.xsd of the Jenkins xUnit plugin, as the
# source distribution of pytest carries it, by way of xmlschema; and lets junitparser count what is in it.
# Needs python3 with venv and pip; ZHIJIAN names the program. With files it reads those, and runs nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=.build/junit
schema="$venv/junit-10.xsd"
if [ ! -f "$schema" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check xmlschema==4.1.0 junitparser==4.0.2
  "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$venv" pytest==8.4.2
  tar xzf "$venv/pytest-8.4.2.tar.gz" -O pytest-8.4.2/testing/example_scripts/junit-10.xsd >"$schema"
fi
cat >"$venv/check.py" <<'PYTHON'
import sys

import junitparser
import xmlschema

schema, report, *wanted = sys.argv[1:]
xmlschema.XMLSchema(schema).validate(report)
suites = junitparser.JUnitXml.fromfile(report)
cases = [case for suite in suites for case in suite]
kinds = {"failure": 0, "error": 0, "skipped": 0}
for case in cases:
    for result in case.result:
        kinds[result._tag] += 1
counted = [len(cases), kinds["failure"], kinds["error"], kinds["skipped"]]
# What the suites say of themselves is what is in them.
assert counted[:3] == [suites.tests, suites.failures, suites.errors], (counted, suites.tests)
assert all(suite.tests == len(list(suite)) for suite in suites)
if wanted:
    assert counted == [int(number) for number in wanted], (counted, wanted)
print(f"junit: {counted[0]} tests, {counted[1]} failed, {counted[2]} errors, {counted[3]} known gaps: valid")
PYTHON
if [ $# -gt 0 ]; then
  for report in "$@"; do "$venv/bin/python" "$venv/check.py" "$schema" "$report"; done
  exit
fi
zhijian="${ZHIJIAN:-$(swift build -c release --show-bin-path)/zhijian}"
check() {
  local wanted_code=$1 report="$venv/report.xml" code=0
  shift
  "$zhijian" rules test --format junit --output "$report" "$@" 2>/dev/null || code=$?
  [ "$code" = "$wanted_code" ] || { echo "rules test ended with $code"; exit 1; }
}
check 0 --config zhijian.yaml
"$venv/bin/python" "$venv/check.py" "$schema" "$venv/report.xml"
check 2 --config fixtures/rules/workspace/zhijian.yaml fixtures/rule-tests
"$venv/bin/python" "$venv/check.py" "$schema" "$venv/report.xml" 8 2 2 1
