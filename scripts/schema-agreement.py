"""Compares what Python's jsonschema says of the files of SchemaAgreement with their first lines.

The tests hold a validator of their own to the same lines, so this checks that validator.
"""

import json
import pathlib
import sys

import jsonschema
import ruamel.yaml


def main(schema_path: str, folder: str) -> int:
    validator = jsonschema.Draft7Validator(json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8")))
    yaml = ruamel.yaml.YAML(typ="safe", pure=True)
    # Dates stay text, as in editors and in check-jsonschema.
    constructors = dict(yaml.constructor.yaml_constructors)
    constructors["tag:yaml.org,2002:timestamp"] = constructors["tag:yaml.org,2002:str"]
    yaml.constructor.yaml_constructors = constructors
    files = sorted(pathlib.Path(folder).glob("*.yaml"))
    faults = 0
    for file in files:
        text = file.read_text(encoding="utf-8")
        is_fault = text.splitlines()[0] == "# fault"
        messages = [error.message for error in validator.iter_errors(yaml.load(text))]
        if bool(messages) != is_fault:
            faults += 1
            print(f"{file}: {'accepted' if is_fault else 'refused: ' + messages[0]}")
    print(f"schema: {len(files)} files, {faults} on which jsonschema and the first line differ")
    return 1 if faults or len(files) < 80 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
