"""Times Osprey's own engine, without its services, over a file of actions.

usage: osprey_bench.py RULES_DIR ACTIONS.jsonl.gz
Prints: rule set, seconds to load, actions a second (best of three passes of at least ten seconds).
"""
import gzip
import json
import pathlib
import sys
import time

import gevent.monkey

gevent.monkey.patch_all()

from osprey.engine.ast.sources import Sources  # noqa: E402
from osprey.engine.ast_validator import validate_sources  # noqa: E402
from osprey.engine.ast_validator.validator_registry import ValidatorRegistry  # noqa: E402
from osprey.engine.executor.execution_context import Action  # noqa: E402
from osprey.engine.executor.execution_graph import compile_execution_graph  # noqa: E402
from osprey.engine.executor.executor import execute  # noqa: E402
from osprey.engine.executor.udf_execution_helpers import UDFHelpers  # noqa: E402
from osprey.engine.stdlib import get_config_registry  # noqa: E402
from osprey.engine.udf.registry import UDFRegistry  # noqa: E402
from osprey.worker._stdlibplugin import udf_register  # noqa: E402
from osprey.worker.lib.singletons import CONFIG  # noqa: E402
from udfs.ban_user import BanUser  # noqa: E402
from udfs.text_contains import TextContains  # noqa: E402


def load(directory: str):
    registry = UDFRegistry.with_udfs(*udf_register.register_udfs(), TextContains, BanUser)
    validators = ValidatorRegistry.instance_with_additional_validators(get_config_registry().get_validator())
    sources = Sources.from_path(pathlib.Path(directory))
    return compile_execution_graph(validate_sources(sources, udf_registry=registry, validator_registry=validators))


def main(directory: str, actions_file: str) -> None:
    CONFIG.instance().configure_from_env()
    began = time.perf_counter()
    graph = load(directory)
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
