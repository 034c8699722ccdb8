"""Runs the steps of action.yml as GitHub does, with a `gh` that knows one repository and takes notes.

    action.py ACTION_FOLDER PROGRAM_FOLDER EXAMPLES WORK
"""

import json
import os
import pathlib
import re
import subprocess
import sys

import yaml

action, programs, examples, work = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
manifest = yaml.safe_load((action / "action.yml").read_text("utf-8"))

# What GitHub knows: the comments, and one issue.
comments = work / "comments.json"
GH = f"""#!{sys.executable}
import json, os, pathlib, sys
import jq
words, file = sys.argv[1:], pathlib.Path({str(comments)!r})
assert os.environ["GH_TOKEN"] == "token"
known = json.loads(file.read_text())
if words[:2] == ["issue", "view"]:
    assert words[2:5] == ["12", "--repo", "acme/app"], words
    fields = words[words.index("--json") + 1].split(",")
    issue = {{"title": "Merge drops rows", "body": "### Does it produce incorrect results?\\r\\n\\r\\nYes, see #12\\r\\n",
             "number": 12, "url": "https://forge.example/acme/app/issues/12", "labels": [], "milestone": None, "state": "OPEN"}}
    print(json.dumps({{field: issue[field] for field in fields}}))
    sys.exit()
assert words.pop(0) == "api", words
method = words[words.index("--method") + 1] if "--method" in words else "GET"
(path,) = [word for word in words if word.startswith("repos/acme/app/issues/")]
if method == "GET":
    for found in jq.compile(words[words.index("--jq") + 1]).input_value(known).all():
        print(found)
    sys.exit()
key, _, value = words[words.index("--field") + 1].partition("=@")
assert key == "body", words
body = pathlib.Path(value).read_text()
if method == "POST":
    assert path == "repos/acme/app/issues/12/comments", path
    known.append({{"id": len(known) + 1, "user": {{"type": "Bot"}}, "body": body}})
else:
    assert method == "PATCH", method
    number = int(path.removeprefix("repos/acme/app/issues/comments/"))
    (comment,) = [comment for comment in known if comment["id"] == number]
    comment["body"] = body
file.write_text(json.dumps(known))
"""


def value(expression, contexts):
    """The value of an expression: names, words in quotes, `==`, `!=`, `&&` and `||`."""

    def named(match):
        if match[0][0] == "'":
            return match[0]
        found = contexts
        for part in match[0].split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return repr("" if found is None else found)

    python = re.sub(r"'[^']*'|[a-z_][\w.-]*", named, expression)
    return eval(python.replace("&&", " and ").replace("||", " or "), {"__builtins__": {}})


def filled(text, contexts):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: str(value(match[1].strip(), contexts)), str(text))


def run(event_name, event, **inputs):
    """Runs the action once: its exit code, what it printed, and which actions it would have used."""
    temporary = work / "runner"
    subprocess.run(["rm", "-rf", temporary], check=True)
    temporary.mkdir(parents=True)
    output, summary = temporary / "output", temporary / "summary"
    (temporary / "gh").write_text(GH)
    (temporary / "gh").chmod(0o755)
    defaults = {name: filled(given.get("default", ""), {"github": {"token": "token"}}) for name, given in manifest["inputs"].items()}
    contexts = {"inputs": {**defaults, **inputs}, "github": {"event_name": event_name, "event": event}, "steps": {}}
    code, printed, used = 0, "", []
    for step in manifest["runs"]["steps"]:
        if code or ("if" in step and not value(step["if"], contexts)):
            continue
        if "uses" in step:
            used.append((step["uses"], {key: filled(text, contexts) for key, text in step["with"].items()}))
            continue
        for file in (output, summary):
            file.touch()
        environment = {
            **os.environ,
            **{key: filled(text, contexts) for key, text in step.get("env", {}).items()},
            "PATH": f"{temporary}:{programs}:{os.environ['PATH']}",
            "GITHUB_ACTION_PATH": str(action),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_REPOSITORY": "acme/app",
            "RUNNER_TEMP": str(temporary),
        }
        script = step["run"]
        assert "${{" not in script, "what people write must not become a script"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=examples, env=environment, capture_output=True, text=True,
        )
        code, printed = done.returncode, printed + done.stdout + done.stderr
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        if "id" in step:
            contexts["steps"][step["id"]] = {"outputs": outputs}
    return code, printed, used, summary.read_text()


def said():
    return json.loads(comments.read_text())


human = {"id": 1, "user": {"type": "User"}, "body": "<!-- hotfix-lint: this comment is written anew by every run -->\nquoted"}
comments.write_text(json.dumps([human]))

# A pull request: annotations, code scanning, a comment; and the second time the same comment.
pull = {"pull_request": {"number": 12}}
code, printed, used, summary = run("pull_request", pull, comment="true", sarif="true", paths="itil-card-payments.hotfix.yaml\n\nclippy-crash.hotfix.yaml\n")
assert code == 1, printed
assert "\n::warning file=" in printed, printed
((name, given),) = used
assert re.fullmatch(r"github/codeql-action/upload-sarif@[0-9a-f]{40}", name), name
assert json.loads(pathlib.Path(given["sarif_file"]).read_text("utf-8"))["runs"][0]["results"]
assert [comment["user"]["type"] for comment in said()] == ["User", "Bot"], said()
first = said()[1]["body"]
assert first.startswith(human["body"].splitlines()[0]) and "clippy-crash" in first, first
assert first.endswith(summary) and summary, summary

code, printed, used, _ = run("pull_request", pull, comment="true", **{"fail-on": "never"}, paths="itil-card-payments.hotfix.yaml")
assert (code, used) == (0, []), printed
assert len(said()) == 2 and said()[0] == human and said()[1]["id"] == 2, said()
assert "clippy-crash" not in said()[1]["body"], said()

# An issue is a proposal itself.
code, printed, _, _ = run("issues", {"issue": {"number": 12}}, comment="true")
assert code == 1, printed
assert "::warning file=acme/app#12,line=1," in printed, printed
assert len(said()) == 2 and "Merge drops rows" in said()[1]["body"], said()

# A token that may not comment.
comments.rename(work / "elsewhere")
code, printed, _, _ = run("pull_request", pull, comment="true", paths="itil-card-payments.hotfix.yaml", **{"fail-on": "never"})
assert code == 0 and "::warning::the comment could not be written" in printed, printed

# No proposals: all is well, no comment is begun, and one that is there does not go on telling of some.
comments.write_text("[]")
(work / "empty").mkdir(exist_ok=True)
nothing = dict(comment="true", sarif="true", paths=str(work / "empty"))
code, printed, used, summary = run("pull_request", pull, **nothing)
assert code == 0 and "::error" not in printed and "note: no proposals found" in printed, printed
assert not said() and not summary, said()
((_, given),) = used
assert json.loads(pathlib.Path(given["sarif_file"]).read_text("utf-8"))["runs"][0]["results"] == []
comments.write_text(json.dumps([{"id": 1, "user": {"type": "Bot"}, "body": first}]))
code, printed, _, _ = run("pull_request", pull, **nothing)
assert code == 0 and len(said()) == 1 and "\n0 proposals." in said()[0]["body"], said()

# A configuration and a baseline, whatever they are called; nothing in a name is an option or a command.
comments.write_text("[]")
odd = pathlib.Path("-odd $(touch owned) name.yaml")
(work / odd).write_text("rules: {missing-evidence: off}\n")
names = dict(paths="itil-card-payments.hotfix.yaml", config=str(work / odd), baseline=str(work / "known.json"))
known = [str(programs / "hotfix-lint"), "check", "--baseline", names["baseline"], "--write-baseline", names["paths"]]
subprocess.run(known, cwd=examples, check=True, capture_output=True)
code, printed, used, _ = run("pull_request", pull, **names, sarif="true")
assert code == 0 and "::warning" not in printed and not (examples / "owned").exists(), printed
code, printed, _, _ = run("pull_request", pull, **{**names, "baseline": "", "config": ""})
assert code == 1 and "::warning" in printed, printed
code, printed, used, _ = run("pull_request", pull, **{**names, "config": "--fix"}, sarif="true")
assert code == 2 and "--fix: " in printed and not used, printed

# Nothing to say, and what cannot be checked is told.
comments.write_text("[]")
code, printed, used, _ = run("push", {}, paths="none.hotfix.md", comment="true", sarif="true")
assert code == 2 and "no such file" in printed and not said(), printed
assert not used, "code scanning would take every alert for mended"
assert re.search(r"^::error file=(examples/)?none\.hotfix\.md,line=1,", printed, re.M), printed

print("everything as expected")
