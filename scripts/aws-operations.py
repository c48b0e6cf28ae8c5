"""Writes what AWS's own models say of the inputs of the operations that the laptop answers.

    python3 -m venv /tmp/models && /tmp/models/bin/pip install botocore
    /tmp/models/bin/python scripts/aws-operations.py && npx prettier --write src/local/aws/service/constraints/*.json
"""

import json
import pathlib
import re

import botocore
import botocore.loaders

root = pathlib.Path(__file__).parent.parent
#: The file that names a service's operations.
tables = {
    "cognito-idp": "operations.ts",
    "cognito-identity": "operations.ts",
    "cognito-sync": "operations.ts",
    "lambda": "answer.ts",
    "ssm": "operations.ts",
    "sts": "answer.ts",
}
kept = ("type", "min", "max", "pattern", "enum", "required", "sensitive")


def answered(service, names):
    """The operations that the laptop's own table names."""
    text = (root / f"src/local/aws/{service}/{tables[service]}").read_text()
    return sorted(set(re.findall(r"\b[A-Z]\w+", text)) & set(names))


def parts(shape):
    return {
        **{name: part["shape"] for name, part in shape.get("members", {}).items()},
        **{part: shape[part]["shape"] for part in ("member", "key", "value") if part in shape},
    }


def constraints(shape):
    out = {name: shape[name] for name in kept if name in shape}
    if "members" in shape:
        out["members"] = {name: part["shape"] for name, part in shape["members"].items()}
    for part in ("member", "key", "value"):
        if part in shape:
            out[part] = shape[part]["shape"]
    return out


for service in tables:
    model = botocore.loaders.Loader().load_service_model(service, "service-2")
    operations = {name: model["operations"][name]["input"]["shape"] for name in answered(service, model["operations"])}
    shapes, waiting = {}, list(operations.values())
    while waiting:
        name = waiting.pop()
        if name not in shapes:
            shapes[name] = constraints(model["shapes"][name])
            waiting += parts(model["shapes"][name]).values()
    made = {"source": f"botocore {botocore.__version__}", "operations": operations, "shapes": dict(sorted(shapes.items()))}
    (root / f"src/local/aws/service/constraints/{service}.json").write_text(json.dumps(made) + "\n")
