"""Runs rulebooks drawn at random through Osprey's own engine and through Evenhand, and shows where they differ.

usage: osprey_differ.py EVENHAND FIRST_SEED COUNT
Compared: whether a rulebook is accepted; the places of all its errors (of syntax errors, whose columns Python counts in
characters, the line); for each event every feature, verdict and the number of errors. Prints each difference and, last,
"N of M"; exits 1 on any. What Osprey itself crashes on is counted apart.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import osprey_engine
from drawn_rulebook import Drawn
from osprey.engine.ast.errors import OspreySyntaxError
from osprey.engine.ast_validator.validation_context import ValidationFailed
from osprey.engine.executor.execution_context import Action
from osprey.engine.executor.executor import execute
from osprey.engine.executor.udf_execution_helpers import UDFHelpers


def peer(directory: pathlib.Path, functions):
    """('errors', places), ('results', features of each event) or ('crash', why)."""
    try:
        graph = osprey_engine.load(directory, functions)
    except OspreySyntaxError as error:
        return 'errors', [[error.span.start_line, error.span.start_pos]]
    except ValidationFailed as failed:
        return 'errors', sorted([error.span.start_line, error.span.start_pos] for error in failed.errors)
    except Exception as why:  # it has many ways to
        return 'crash', repr(why)
    actions = [Action.from_dict(json.loads(line)) for line in (directory / 'actions.jsonl').open()]
    return 'results', [execute(graph, UDFHelpers(), action, async_pool=None).extracted_features for action in actions]


def ours(evenhand: str, directory: pathlib.Path):
    checked = subprocess.run([evenhand, 'check', directory, '--format', 'json'], capture_output=True, check=False)
    report = json.loads(checked.stdout)
    errors = [problem for problem in report['problems'] if problem['severity'] == 'error']
    if errors and errors[0]['stage'] == 'syntax':
        return 'syntax', errors[0]['line']
    if not report['ok']:
        return 'errors', sorted([error['line'], error['column']] for error in errors)
    run = subprocess.run([evenhand, 'run', directory, directory / 'actions.jsonl'], capture_output=True, check=False)
    return 'results', [json.loads(line) for line in run.stdout.splitlines()]


def same(one, other) -> bool:
    """As JSON shows them: 1 is not 1.0, and keys have no order."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def difference(wanted, got):
    if got[0] == 'syntax' and wanted[0] == 'errors' and [line for line, _ in wanted[1]] == [got[1]]:
        return None
    if wanted[0] != 'results' or got[0] != 'results' or len(wanted[1]) != len(got[1]):
        return None if wanted == got else f'wanted {wanted}, got {got}'
    for number, (its, own) in enumerate(zip(wanted[1], got[1])):
        for feature in sorted(its.keys() | own.keys()):
            if feature not in its or feature not in own or not same(its[feature], own[feature]):
                return (
                    f'event {number}, {feature}: wanted {its.get(feature, "none")!r}, got {own.get(feature, "none")!r}'
                )
    return None


def main(evenhand: str, first: str, count: str) -> int:
    functions = osprey_engine.functions()
    equal, crashes, kinds = 0, 0, {'errors': 0, 'results': 0}
    for seed in range(int(first), int(first) + int(count)):
        drawn = Drawn(seed, changed=seed % 4 == 0)
        with tempfile.TemporaryDirectory() as folder:
            directory = pathlib.Path(folder)
            (directory / 'main.sml').write_text(drawn.text)
            (directory / 'config.yaml').write_text('labels: {}\n')
            (directory / 'actions.jsonl').write_text('\n'.join(drawn.events) + '\n')
            wanted = peer(directory, functions)
            if wanted[0] == 'crash':
                crashes += 1
                continue
            kinds[wanted[0]] += 1
            found = difference(wanted, ours(evenhand, directory))
        equal += found is None
        if found is not None:
            print(f'seed {seed}: {found}', flush=True)
    print(f"{kinds['results']} accepted, {kinds['errors']} refused, {crashes} that Osprey crashes on")
    print(f'{equal} of {sum(kinds.values())}')
    return 0 if equal == sum(kinds.values()) else 1


sys.exit(main(*sys.argv[1:]))
