"""All rows: each module here has `ROWS`, and whoever adds a module has added its rows."""

from importlib import import_module
from pkgutil import iter_modules

from bench.row import Row

ROWS: tuple[Row, ...] = tuple(
    row for module in iter_modules(__path__) for row in import_module(f"{__name__}.{module.name}").ROWS
)
