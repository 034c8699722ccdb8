"""Reads the reports of one run as others do, and holds them against the JSON of the same run."""

import json
import pathlib
import sys
import urllib.parse
import xml.etree.ElementTree as xml

import jsonschema
import junitparser
from sarif import loader

work, schema = (pathlib.Path(argument) for argument in sys.argv[1:])

proposals = json.loads((work / "json").read_text("utf-8"))["proposals"]
findings = [(p["path"], f) for p in proposals for f in p["findings"]]
assert len(findings) > 10, findings

# SARIF: the official schema, then a program that reads it.
sarif = json.loads((work / "sarif").read_text("utf-8"))
jsonschema.Draft7Validator(json.loads(schema.read_text("utf-8"))).validate(sarif)
(run,) = sarif["runs"]
rules = run["tool"]["driver"]["rules"]
results = run["results"]
waived = [result for result in results if result["suppressions"]]
assert [w["suppressions"] for w in waived] == [
    [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "held by the <security> team",
        }
    ]
], waived
live = [result for result in results if not result["suppressions"]]
assert len(live) == len(findings), (len(live), len(findings))
for result, (path, finding) in zip(live, findings):
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
    place = result["locations"][0]["physicalLocation"]
    assert urllib.parse.unquote(place["artifactLocation"]["uri"]) == path
    region, start, end = place["region"], finding["range"]["start"], finding["range"]["end"]
    assert (region["startLine"], region["startColumn"]) == (start["line"], start["column"])
    assert (region["endLine"], region["endColumn"]) == (end["line"], end["column"])
    assert len(result.get("fixes", [])) == len(finding["fixes"])
prints = [
    (r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], *r["partialFingerprints"].values())
    for r in results
]
assert len(set(prints)) == len(prints), "two findings of one file with the same fingerprint"
read = loader.load_sarif_file(str(work / "sarif"))
assert read.get_distinct_tool_names() == ["hotfix-lint"]
assert read.get_result_count() == len(results)

# JUnit.
suites = junitparser.JUnitXml.fromfile(str(work / "junit"))
assert [suite.name for suite in suites] == [p["path"] for p in proposals]
failing = [f for _, f in findings if f["severity"] in ("warning", "error")]
assert sum(suite.failures for suite in suites) == len(failing)
messages = [case.result[0].message for suite in suites for case in suite if any(isinstance(r, junitparser.Failure) for r in case.result)]
assert messages == [f["message"] for f in failing], messages
for suite in suites:
    assert suite.tests == len(list(suite))
xml.parse(work / "junit")

# GitLab: what its documentation asks for.
issues = json.loads((work / "gitlab").read_text("utf-8"))
shown = {(path, finding["rule"]) for path, finding in findings if finding["severity"] != "hint"}
assert {(i["location"]["path"], i["check_name"]) for i in issues} == shown
for issue in issues:
    assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
    assert issue["description"] and issue["location"]["lines"]["begin"] >= 1
assert len({issue["fingerprint"] for issue in issues}) == len(issues)

# A run that could not check everything says so in each of them, and what it could check is there all the same.
failed = json.loads((work / "json-failed").read_text("utf-8"))
assert failed["proposals"] == proposals
errors = failed["errors"]
assert [error.get("rule") for error in errors] == [None, "invalid-config", "invalid-config"], errors
assert [error["range"]["start"]["line"] for error in errors[1:]] == [1, 2], errors
messages = sorted(error["message"] for error in errors)

sarif = json.loads((work / "sarif-failed").read_text("utf-8"))
jsonschema.Draft7Validator(json.loads(schema.read_text("utf-8"))).validate(sarif)
assert run["invocations"] == [{"executionSuccessful": True}], run["invocations"]
((invocation,),) = [run["invocations"] for run in sarif["runs"]]
assert invocation["executionSuccessful"] is False
configuration, execution = (invocation[f"tool{kind}Notifications"] for kind in ("Configuration", "Execution"))
assert {rules[n["associatedRule"]["index"]]["id"] for n in configuration} == {"invalid-config"}
assert sorted(n["message"]["text"] for n in configuration + execution) == messages
assert loader.load_sarif_file(str(work / "sarif-failed")).get_result_count() == len(results)

suites = junitparser.JUnitXml.fromfile(str(work / "junit-failed"))
found = [r for suite in suites for case in suite for r in case.result if isinstance(r, junitparser.Error)]
assert sorted(error.message for error in found) == messages, found
assert sum(suite.errors for suite in suites) == len(errors)

blockers = [i for i in json.loads((work / "gitlab-failed").read_text("utf-8")) if i not in issues]
assert sorted(i["description"] for i in blockers) == messages, blockers
assert {i["severity"] for i in blockers} == {"blocker"} and all(i["location"]["lines"]["begin"] >= 1 for i in blockers)
assert len({i["fingerprint"] for i in issues + blockers}) == len(issues) + len(errors)

print("all of one mind")
