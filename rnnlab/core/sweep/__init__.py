"""Many nets for one question: which set-up learns a task, how surely and how fast.

`seeds` trains one set-up from many seeds on the compiled backend, `summary` says what came of it, `axes`
names the settings that can be varied and `plan` lays them out as a grid that fills in coarse to fine. All of
it is pure: whoever calls decides in which threads it runs (see `rnnlab.session.sweep_job`).
"""

from rnnlab.core.sweep.axes import AXES, Axis, AxisKind, axis_kind, spread, value_of, with_value
from rnnlab.core.sweep.plan import Place, coarse_to_fine, product
from rnnlab.core.sweep.pool import RunnerPool
from rnnlab.core.sweep.seeds import SeedRun, train_seeds
from rnnlab.core.sweep.summary import Bands, Summary, bands, summarise

__all__ = [
    "AXES",
    "Axis",
    "AxisKind",
    "Bands",
    "Place",
    "RunnerPool",
    "SeedRun",
    "Summary",
    "axis_kind",
    "bands",
    "coarse_to_fine",
    "product",
    "spread",
    "summarise",
    "train_seeds",
    "value_of",
    "with_value",
]
