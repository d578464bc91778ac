"""Runs what integrations/ and .pre-commit-hooks.yaml run, as their services would, on sound and on broken rules.

usage: check-integrations.py PROGRAM FOLDER

FOLDER gets the reports that were written, for those who hold them to schemas. Needs PyYAML.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULE = "rules/common/promises/authenticity-guarantee.yaml"
SOUND, FAILING, BROKEN = "sound", "failing", "broken"


def workspace(folder, state):
    """A shop's repository: rules, words and settings, with a fault in one rule or none."""
    for name in (str(pathlib.Path(RULE).parent), "lexicons"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "scorecard.yaml", folder)
    settings = "rules: [rules]\nlexicons: lexicons\nscorecard: scorecard.yaml\n"
    (folder / "zhijian.yaml").write_text(settings, encoding="utf-8")
    path = folder / RULE
    text = path.read_text(encoding="utf-8")
    if state == FAILING:
        assert "⟦假一赔命⟧" in text
        text = text.replace("⟦假一赔命⟧", "⟦放心⟧")
    elif state == BROKEN:
        text = text.replace("forbid:", "forbids:")
    path.write_text(text, encoding="utf-8")


def bash(script, folder, environment, program):
    """A step: the exit code and all that it prints. Services stop at the first command that fails."""
    names = pathlib.Path(tempfile.mkdtemp())
    os.symlink(program, names / "zhijian")
    own = {"PATH": f"{names}:/usr/bin:/bin", "HOME": str(names), "LANG": "C.UTF-8", "ZHIJIAN_CACHE_DIR": ""}
    done = subprocess.run(
        ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=folder, env={**own, **environment},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300)
    shutil.rmtree(names)
    return done.returncode, done.stdout


def expect(condition, what, printed):
    if not condition:
        sys.exit(f"{what}\n{printed}")


def check_reports(folder, state, check, test, junit, kept):
    """The reports hold what happened."""
    logs = {}
    for name in (check, test):
        log = json.loads((folder / name).read_text(encoding="utf-8"))
        assert log["version"] == "2.1.0", name
        logs[name] = [(r["level"], r["ruleId"]) for r in log["runs"][0]["results"]]
        shutil.copy(folder / name, kept / f"{state}-{pathlib.Path(name).name}")
    assert all(level != "error" for level, _ in logs[check]) == (state != BROKEN), logs[check]
    errors = [rule for level, rule in logs[test] if level == "error"]
    assert errors == {SOUND: [], FAILING: ["test-failed"]}.get(state, errors), errors
    suites = ElementTree.parse(folder / junit).getroot()
    counts = [int(suites.get(name)) for name in ("failures", "errors")]
    assert (counts[0], counts[1] > 0) == {SOUND: (0, False), FAILING: (1, False), BROKEN: (0, True)}[state], counts
    shutil.copy(folder / junit, kept / f"{state}-{pathlib.Path(junit).name}")


def action(program, state, kept):
    """The steps of the composite action, with the defaults of its inputs."""
    document = yaml.safe_load((ROOT / "integrations/github-action/action.yml").read_text(encoding="utf-8"))
    inputs = {name: value["default"] for name, value in document["inputs"].items()}
    inputs["program"] = program
    inputs["fail-under"] = "conditions=50 5" if state == SOUND else ""

    def filled(text):
        return re.sub(r"\$\{\{ *inputs\.([a-z-]+) *\}\}", lambda match: inputs[match.group(1)], text)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        workspace(folder, state)
        variables = folder / "github-env"
        variables.touch()
        codes = {}
        for step in document["runs"]["steps"]:
            assert step["shell"] == "bash" and "${{" not in step["run"], "inputs go to steps by way of env"
            environment = {key: filled(value) for key, value in step.get("env", {}).items()}
            environment.update(line.split("=", 1) for line in variables.read_text().splitlines())
            environment.update(GITHUB_ENV=str(variables), GITHUB_ACTION_PATH=str(ROOT / "integrations/github-action"))
            where = folder / filled(step.get("working-directory", "."))
            codes[step["name"]], printed = bash(step["run"], where, environment, program)
            if step["name"] == "program":
                expect("zhijian" in printed, "the program has no version", printed)
            else:
                annotated = re.search(r"^::error file=" + RULE, printed, re.M)
                expect(bool(annotated) == (codes[step["name"]] != 0), f"{state}: {step['name']}: annotations", printed)
        wanted = {SOUND: (0, 0), FAILING: (0, 1), BROKEN: (2, 2)}[state]
        assert (codes["rules check"], codes["rules test"]) == wanted, (state, codes)
        output = inputs["output"]
        check_reports(folder, state, f"{output}/check.sarif", f"{output}/test.sarif", f"{output}/test.xml", kept)


def gitlab(program, state, kept):
    """The jobs of the snippet."""
    document = yaml.safe_load((ROOT / "integrations/gitlab/zhijian.gitlab-ci.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        workspace(folder, state)
        codes = []
        for job in ("zhijian-rules-check", "zhijian-rules-test"):
            own = document[job]
            environment = {**document[own["extends"]]["variables"], **own.get("variables", {})}
            code, printed = bash("\n".join(own["script"]), folder, environment, program)
            codes.append(code)
            places = own["artifacts"]["paths"] + list(own["artifacts"].get("reports", {}).values())
            expect(all((folder / place).is_file() for place in places), f"{job} leaves no artifacts", printed)
        assert tuple(codes) == {SOUND: (0, 0), FAILING: (0, 1), BROKEN: (2, 2)}[state], (state, codes)
        check_reports(folder, state, "zhijian-check.sarif", "zhijian-test.sarif", "zhijian-rules.xml", kept)


def hooks(program, state, pre_commit):
    """The entries of the hooks; and the hooks by pre-commit itself, where it is there."""
    document = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    wanted = {"zhijian-rules-check": {SOUND: 0, FAILING: 0, BROKEN: 2}, "zhijian-rules-test": {SOUND: 0, FAILING: 1, BROKEN: 2}}
    assert [hook["id"] for hook in document] == list(wanted)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "shop"
        folder.mkdir()
        workspace(folder, state)
        files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
        for hook in document:
            assert hook["pass_filenames"] is False and re.search(hook["files"], RULE)
            assert any(re.search(hook["files"], file) for file in files if file.endswith(".txt"))
            code, printed = bash(hook["entry"], folder, {}, program)
            expect(code == wanted[hook["id"]][state], f"{state}: {hook['id']} ended with {code}", printed)
        if pre_commit is None:
            return
        source = pathlib.Path(name) / "source"
        source.mkdir()
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", source)
        git = "git -c user.name=a -c user.email=a@example.org -c init.defaultBranch=main"
        for repository in (source, folder):
            code, printed = bash(f"{git} init -q . && {git} add -A && {git} commit -q -m a", repository, {}, program)
            expect(code == 0, "git", printed)
        settings = [{"repo": str(source), "rev": "HEAD", "hooks": [{"id": hook["id"]} for hook in document]}]
        head = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=source, encoding="ascii").strip()
        settings[0]["rev"] = head
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": settings}), encoding="utf-8")
        environment = {"PRE_COMMIT_HOME": str(pathlib.Path(name) / "home")}
        for hook in document:
            code, printed = bash(f"git add -A && {pre_commit} run --all-files {hook['id']}", folder, environment, program)
            expect((code == 0) == (wanted[hook["id"]][state] == 0), f"{state}: pre-commit: {hook['id']}", printed)
            expect(("Passed" in printed) == (code == 0), f"{state}: pre-commit: {hook['id']} did not run", printed)


def main():
    program, kept = os.path.realpath(sys.argv[1]), pathlib.Path(sys.argv[2])
    kept.mkdir(parents=True, exist_ok=True)
    pre_commit = os.environ.get("PRE_COMMIT") or None
    for state in (SOUND, FAILING, BROKEN):
        for service in (action, gitlab):
            own = kept / service.__name__
            own.mkdir(exist_ok=True)
            service(program, state, own)
        hooks(program, state, pre_commit)
    print(f"integrations: action, GitLab jobs and hooks run{', hooks by pre-commit too' if pre_commit else ''}")


main()
