"""Osprey's own engine, driven without its services. Import it first: it prepares the process for gevent."""

import pathlib

import gevent.monkey

gevent.monkey.patch_all()

from osprey.engine.ast.sources import Sources  # noqa: E402
from osprey.engine.ast_validator import validate_sources  # noqa: E402
from osprey.engine.ast_validator.validator_registry import ValidatorRegistry  # noqa: E402
from osprey.engine.executor.execution_graph import compile_execution_graph  # noqa: E402
from osprey.engine.stdlib import get_config_registry  # noqa: E402
from osprey.engine.udf.registry import UDFRegistry  # noqa: E402
from osprey.worker._stdlibplugin import udf_register, validator_regsiter  # noqa: E402
from osprey.worker.lib.singletons import CONFIG  # noqa: E402

CONFIG.instance().configure_from_env()
for _validator in validator_regsiter.register_ast_validators():
    ValidatorRegistry.register_to_instance(_validator)


def functions(*more):
    """Those of the standard library, and `more`."""
    return UDFRegistry.with_udfs(*udf_register.register_udfs(), *more)


def load(directory: pathlib.Path, registry: UDFRegistry):
    """A rulebook, checked and compiled. Raises what the engine raises for one that it refuses."""
    validators = ValidatorRegistry.instance_with_additional_validators(get_config_registry().get_validator())
    sources = Sources.from_path(directory)
    return compile_execution_graph(validate_sources(sources, udf_registry=registry, validator_registry=validators))
