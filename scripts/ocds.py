"""Holds exported processes against the tools of the Open Contracting Partnership.

ocds.py FOLDER SDISTS [CARDINAL]: every *.record.json and *.releases.json of FOLDER must pass libcoveocds with
zero errors, every record's compiledRelease must equal what ocdsmerge makes of its releases, and what we flagged
in flags.jsonl (flags.json) must equal what Cardinal flags. Prints one line a check; exits with 1 when any fails.
"""

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import requests
from libcoveocds.api import ocds_json_output
from libcoveocds.config import LibCoveOCDSConfig
from ocdsmerge import Merger

TAG = "1__1__5"
BASE = f"https://standard.open-contracting.org/schema/{TAG}"


def member(sdists, package, path):
    """A file out of a source distribution: the schemas come with the tests of these tools."""
    [found] = sdists.glob(f"{package}-*.tar.gz")
    with tarfile.open(found) as archive:
        return archive.extractfile(f"{found.name.removesuffix('.tar.gz')}/{path}").read()


def closed_codes(schema, found):
    """The codes of every closed list, as the schema itself has them."""
    if isinstance(schema, dict):
        codes = schema.get("enum") or schema.get("items", {}).get("enum") if "codelist" in schema else None
        if codes:
            found[schema["codelist"]] = [it for it in codes if it is not None]
        for inner in schema.values():
            closed_codes(inner, found)
    return found


def standard(sdists, target):
    """The standard's schemas as the one archive libcoveocds reads them from."""
    release = member(sdists, "ocdsextensionregistry", "tests/fixtures/release-schema.json")
    versioned = member(
        sdists, "ocdsextensionregistry", "tests/fixtures/versioned-release-validation-schema.json"
    )
    package = json.loads(member(sdists, "ocdskit", "tests/fixtures/release-package-schema.json"))
    for schema in (json.loads(release), package):
        assert TAG in schema["id"], f"another version of the schema: {schema['id']}"
    # A record package has the head of a release package, and records in place of releases.
    records = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/record"}, "uniqueItems": True}
    head = {name: it for name, it in package["properties"].items() if name != "releases"}
    linked = {
        "type": "array",
        "minItems": 1,
        "items": {"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url", "date"]},
    }
    embedded = {"type": "array", "minItems": 1, "items": {"$ref": f"{BASE}/release-schema.json"}}
    record = {
        "type": "object",
        "required": ["ocid", "releases"],
        "properties": {
            "ocid": {"type": "string"},
            "releases": {"title": "Releases", "oneOf": [linked, embedded]},
            "compiledRelease": {"$ref": f"{BASE}/release-schema.json"},
            "versionedRelease": {"$ref": f"{BASE}/versioned-release-validation-schema.json"},
        },
    }
    required = ["records" if it == "releases" else it for it in package["required"]]
    record_package = {
        **package,
        "id": f"{BASE}/record-package-schema.json",
        "required": required,
        "properties": {**head, "records": records},
        "definitions": {"record": record},
    }
    # What refers to the published schemas is answered from the same files: nothing is asked of the network.
    files = {"release-schema.json": release, "versioned-release-validation-schema.json": versioned}

    def send(self, request, **kwargs):
        answer = requests.Response()
        answer.url, answer.encoding = request.url, "utf-8"
        answer.status_code = 200 if request.url.rsplit("/", 1)[-1] in files else 404
        answer._content = files.get(request.url.rsplit("/", 1)[-1], b"")
        return answer

    requests.adapters.HTTPAdapter.send = send
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("standard/", "")
        archive.writestr("standard/schema/release-schema.json", release)
        archive.writestr("standard/schema/versioned-release-validation-schema.json", versioned)
        archive.writestr("standard/schema/release-package-schema.json", json.dumps(package))
        archive.writestr("standard/schema/record-package-schema.json", json.dumps(record_package))
        for name, codes in closed_codes(json.loads(release), {}).items():
            archive.writestr(f"standard/schema/codelists/{name}", "\n".join(["Code", *codes]))
    return json.loads(release)


def problems(package, archive):
    config = LibCoveOCDSConfig()
    config.config.update({"context": "api", "standard_zip": archive.as_uri()})
    told = ocds_json_output(json_data=package, lib_cove_ocds_config=config)
    found = [f"{it['type']}: {it['description']} at {it['path']}" for it in told["validation_errors"]]
    for name in ("conformance_errors", "structure_errors", "json_deref_error", "additional_checks"):
        if told.get(name):
            found.append(f"{name}: {told[name]}")
    if told.get("additional_closed_codelist_values"):
        found.append(f"codes: {told['additional_closed_codelist_values']}")
    return found


def sorted_flags(results):
    groups = {}
    for group in ("OCID", "Buyer", "ProcuringEntity", "Tenderer"):
        for key, values in results.get(group, {}).items():
            for flag, value in values.items():
                groups[f"{group} {key} {flag}"] = round(value, 9)
    return groups


def main():
    folder, sdists = Path(sys.argv[1]), Path(sys.argv[2])
    archive = folder / "standard.zip"
    merger = Merger(standard(sdists, archive))
    passed = failed = 0

    def tell(name, found):
        nonlocal passed, failed
        passed, failed = (passed + 1, failed) if not found else (passed, failed + 1)
        print(f"{'ok    ' if not found else 'FAILED'} {name}", *found[:5], sep="\n       " if found else "")

    # What refuses nothing proves nothing: a package with a fault must be refused.
    broken = {"version": "1.1", "uri": "x:y", "publisher": {"name": "x"}, "publishedDate": "yesterday", "releases": [{}]}
    tell("a broken package is refused", [] if problems(broken, archive) else ["it passed"])
    records = sorted(folder.glob("*.record.json"))
    for path in records + sorted(folder.glob("*.releases.json")):
        package = json.loads(path.read_text())
        tell(f"libcoveocds {path.name}", problems(package, archive))
        for record in package.get("records", []):
            merged = merger.create_compiled_release(record["releases"])
            same = merged == record["compiledRelease"]
            tell(f"ocdsmerge {path.name}", [] if same else [f"it makes {json.dumps(merged, ensure_ascii=False)}"])
    if not records:
        tell("records", ["there is none"])
    if len(sys.argv) > 3:
        command = [sys.argv[3], "indicators", "--no-meta", "--settings", folder / "flags.ini", folder / "flags.jsonl"]
        theirs = sorted_flags(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
        ours = sorted_flags(json.loads((folder / "flags.json").read_text()))
        other = sorted(set(theirs.items()) ^ set(ours.items()))
        missing = {f"R{it:03}" for it in (3, 18, 24, 25, 28, 30, 35, 36, 38, 48, 58)} - {it.split()[-1] for it in ours}
        tell(f"Cardinal, {len(ours)} findings", [str(it) for it in other] + [f"{it} was never found" for it in sorted(missing)])
    print(f"test result: {passed} passed; {failed} failed;")
    return 1 if failed else 0


sys.exit(main())
