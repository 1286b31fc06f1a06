"""Times Osprey's own engine, without its services, over a file of actions.

usage: osprey_bench.py RULES_DIR ACTIONS.jsonl.gz
Prints: rule set, seconds to load, actions a second (best of three passes of at least ten seconds).
"""

import gzip
import json
import pathlib
import sys
import time

import osprey_engine
from osprey.engine.executor.execution_context import Action
from osprey.engine.executor.executor import execute
from osprey.engine.executor.udf_execution_helpers import UDFHelpers
from udfs.ban_user import BanUser
from udfs.text_contains import TextContains


def main(directory: str, actions_file: str) -> None:
    began = time.perf_counter()
    graph = osprey_engine.load(pathlib.Path(directory), osprey_engine.functions(TextContains, BanUser))
    loaded = time.perf_counter() - began

    with gzip.open(actions_file, 'rt') as lines:
        actions = [Action.from_dict(json.loads(line)) for line in lines]
    helpers = UDFHelpers()
    best = 0.0
    for _ in range(3):
        done, began = 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < 10:
            execute(graph, helpers, actions[done % len(actions)], async_pool=None)
            done += 1
        best = max(best, done / spent)
    print(f'{pathlib.Path(directory).name:12} loads in {loaded:6.2f} s   {best:8.2f} actions/s')


main(*sys.argv[1:])
