#!/usr/bin/env bash
# Holds docs/schema/rule.schema.json to the validators that others use: check-jsonschema over the shipped rules, and
# Python's jsonschema over the files that schema and loader have to agree on. Installs them into .build/schema-venv.
set -euo pipefail
cd "$(dirname "$0")/.."
schema=docs/schema/rule.schema.json
venv=.build/schema-venv
version=0.39.0

if ! "$venv/bin/check-jsonschema" --version 2>/dev/null | grep -q "$version"; then
  echo "schema: installing check-jsonschema $version (PyPI) into $venv"
  mkdir -p .build
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "check-jsonschema==$version"
fi

"$venv/bin/check-jsonschema" --check-metaschema "$schema"
find rules -name '*.yaml' ! -name '*.test.yaml' -print0 | xargs -0 "$venv/bin/check-jsonschema" --schemafile "$schema"
"$venv/bin/python" scripts/schema-agreement.py "$schema" Tests/ZhijianTests/Rules/SchemaAgreement
