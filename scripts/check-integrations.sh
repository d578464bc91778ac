#!/usr/bin/env bash
# Runs what the integrations run, in copies of this repository's rules: the steps of the GitHub action, the jobs of the
# GitLab snippet and the pre-commit hooks, the latter by pre-commit itself where it can be installed. What they write is
# held to the schemas of check-sarif.sh and check-junit.sh.
# Needs python3 with venv and pip; ZHIJIAN names the program.
set -euo pipefail
cd "$(dirname "$0")/.."
zhijian="${ZHIJIAN:-$(swift build -c release --show-bin-path)/zhijian}"
venv=.build/integrations
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check PyYAML==6.0.3
  "$venv/bin/pip" install --quiet --disable-pip-version-check pre-commit==4.3.0 ||
    echo "integrations: pre-commit cannot be installed, the hooks' entries are run without it"
fi
pre_commit=""
[ ! -x "$venv/bin/pre-commit" ] || pre_commit="$PWD/$venv/bin/pre-commit"
rm -rf "$venv/reports"
PRE_COMMIT="$pre_commit" "$venv/bin/python" scripts/check-integrations.py "$zhijian" "$venv/reports"
for name in sound failing broken; do
  for service in action gitlab; do
    scripts/check-sarif.sh "$venv/reports/$service/$name-"*.sarif
    scripts/check-junit.sh "$venv/reports/$service/$name-"*.xml
  done
done
