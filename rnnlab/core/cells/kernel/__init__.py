"""The compiled backend: a cell's forward pass, back-propagation and optimiser in machine code.

From a cell's graph a plan is made (`plan`: what is computed when, which products are one product, what is
kept), from the plan code (`cell_code`), and LLVM turns it into machine code for the processor at hand. What
is the same for all cells (products, softmax, optimisers, the training loop) is one library, compiled once.
Sizes are not in the code but in a table (`slots`, `memory`), so a cell is compiled once for all sizes,
batches and numbers of layers.

Three ways were weighed. Numba compiles Python functions with loops: pleasant to read, but it needs 3–6 s a
cell and holds Python's lock meanwhile, starting it takes 0.4–1.8 s, and whether a loop becomes vectors is up
to chance. C needs a compiler that students do not have. Writing LLVM's own language through llvmlite (which
Numba uses) costs 0.1–0.3 s a cell without the lock, a few milliseconds from the disk, and says exactly which
vectors are meant.
"""

from rnnlab.core.cells.kernel.crew import Hire
from rnnlab.core.cells.kernel.preparation import Preparation, is_prepared, prepare, prepare_in_subprocess
from rnnlab.core.cells.kernel.record import Recorder, can_record, record
from rnnlab.core.cells.kernel.runner import CompiledRunner, advance_all
from rnnlab.core.cells.kernel.store import is_ready
from rnnlab.core.cells.kernel.window_runner import WindowRunner
from rnnlab.core.cells.kernel.writer import Writer

__all__ = [
    "CompiledRunner",
    "Hire",
    "Preparation",
    "Recorder",
    "WindowRunner",
    "Writer",
    "advance_all",
    "can_record",
    "is_prepared",
    "is_ready",
    "prepare",
    "prepare_in_subprocess",
    "record",
]
