"""The second time axis: weights at many moments of training, and the loss at nearly all of them.

Both are bounded in memory however long training goes on, and both thin out what they have rather
than stop taking. Weights are kept on the grid of `rnnlab.core.grid`, dense first and then sparser.
The curve keeps real measured points, those with the least and the greatest values of each stretch,
so that no spike is lost; a stretch is short for early steps (a logarithmic axis shows them) and
never longer than a thousandth of the whole (a linear axis shows no gaps).
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from rnnlab.core.grid import Int64Array, grid_steps, on_grid, strides
from rnnlab.core.net import Float32Array

Array = TypeVar("Array", Int64Array, Float32Array)

BOUND_BYTES = 64 * 2**20
"""Memory for the weights of one history."""
ROWS_LIMIT = 4096
"""Most moments kept, however small the net."""
ROWS_LEAST = 4
"""Fewest moments kept, however large the net."""
FEW_GROUPS = 12
"""Up to so many groups of points, looking at each by itself is faster."""


class History:
    """Weights at chosen training steps.

    Parameters
    ----------
    parameter_count
        P.
    bound_bytes
        Memory for them; `ROWS_LEAST` moments are kept even if they need more.

    Notes
    -----
    The first, the newest and the pinned steps are never thinned out. `wanted` reads one integer
    only, so it may be asked from another thread than the one that adds.
    """

    def __init__(self, parameter_count: int, bound_bytes: int = BOUND_BYTES) -> None:
        fitting = bound_bytes // (4 * max(parameter_count, 1))
        self.capacity = int(min(max(fitting, ROWS_LEAST), ROWS_LIMIT))
        self._density = max(1 << (self.capacity.bit_length() - 3), 2)  # room for some octaves
        self._steps: list[int] = []  # k, ascending
        self._rows: list[Float32Array] = []  # k times (P,)
        self._pinned: set[int] = set()
        self.parameter_count = parameter_count

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def steps(self) -> Int64Array:
        """Training steps whose weights are kept, ascending (k,)."""
        return np.array(self._steps, np.int64)

    @property
    def pinned(self) -> tuple[int, ...]:
        """Steps that are never thinned out, besides the first and the newest."""
        return tuple(sorted(self._pinned))

    def wanted(self, first: int, last: int) -> Int64Array:
        """Return the steps between `first` and `last` (both included) worth a copy, ascending."""
        return grid_steps(first, last, self._density)

    def add(self, step: int, parameters: npt.NDArray[np.floating], *, pinned: bool = False) -> None:
        """Keep a copy of the weights (P,) at a training step, in place of older ones of that step.

        Parameters
        ----------
        step
            Training step.
        parameters
            Weights (P,).
        pinned
            Never thin this one out: the step at which the task was solved.
        """
        row = np.array(parameters, np.float32)  # (P,)
        if row.shape != (self.parameter_count,):
            raise ValueError(f"weights have shape {row.shape}, not ({self.parameter_count},)")
        place = bisect_left(self._steps, step)
        if place < len(self) and self._steps[place] == step:
            self._rows[place] = row
        else:
            self._steps.insert(place, step)
            self._rows.insert(place, row)
        if pinned:
            self._pinned.add(step)
        if len(self) > self.capacity:
            self._thin()

    def pin(self, step: int) -> None:
        """Never thin out the weights of this step, if they are kept."""
        if step in self._steps:
            self._pinned.add(step)

    def nearest(self, step: int) -> tuple[int, Float32Array]:
        """Return the kept step nearest to a training step, and its weights (P,).

        Raises
        ------
        LookupError
            If nothing has been kept yet.
        """
        if not self._rows:
            raise LookupError("the history is empty")
        after = bisect_left(self._steps, step)
        candidates = [place for place in (after - 1, after) if 0 <= place < len(self)]
        place = min(candidates, key=lambda candidate: abs(self._steps[candidate] - step))
        return self._steps[place], self._rows[place]

    def arrays(self) -> tuple[Int64Array, Float32Array]:
        """Return the steps (k,) and their weights (k, P)."""
        rows = np.stack(self._rows) if self._rows else np.zeros((0, self.parameter_count), np.float32)
        return self.steps, rows  # (k,), (k, P)

    @classmethod
    def from_arrays(
        cls,
        steps: npt.NDArray[np.integer],
        rows: npt.NDArray[np.floating],
        pinned: tuple[int, ...] = (),
        bound_bytes: int = BOUND_BYTES,
    ) -> History:
        """Make a history again from `arrays` and `pinned`."""
        history = cls(rows.shape[1], bound_bytes)
        history._pinned = set(pinned).intersection(steps.tolist())
        for step, row in zip(steps, rows, strict=True):
            history.add(int(step), row)
        return history

    def _thin(self) -> None:
        """Drop what lies beside the grid, and make the grid coarser until a tenth is free."""
        target = max(self.capacity - self.capacity // 10 - 1, 2)
        places = self._kept()
        while len(places) > target and self._density > 2:
            self._density //= 2
            places = self._kept()
        if len(places) > self.capacity:  # the grid is at its coarsest: the oldest in between go
            spare = sorted(places[1:-1], key=lambda place: self._steps[place] in self._pinned)
            dropped = set(spare[: len(places) - self.capacity])
            places = [place for place in places if place not in dropped]
        self._steps = [self._steps[place] for place in places]
        self._rows = [self._rows[place] for place in places]
        self._pinned.intersection_update(self._steps)

    def _kept(self) -> list[int]:
        """Places of the steps on the grid, the pinned ones, the first and the newest."""
        keep = on_grid(self.steps, self._density)  # (k,)
        keep[[0, -1]] = True
        return np.flatnonzero(keep | np.isin(self.steps, self.pinned)).tolist()


class LossCurve:
    """Loss and accuracy over training steps.

    Parameters
    ----------
    stretches
        About how many stretches of equal length the whole is divided into.
    """

    def __init__(self, stretches: int = 1024) -> None:
        self._stretches = stretches
        self._early = max(1 << (stretches.bit_length() - 3), 2)  # density for early steps
        self._width = 1
        self._steps: Int64Array = np.zeros(256, np.int64)
        self._values: Float32Array = np.zeros((256, 2), np.float32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def steps(self) -> Int64Array:
        """Training steps of the kept points, ascending (n,); a view, not to be changed."""
        return _read_only(self._steps[: self._count])

    @property
    def losses(self) -> Float32Array:
        """Loss in nats at these steps (n,); a view."""
        return _read_only(self._values[: self._count, 0])

    @property
    def accuracies(self) -> Float32Array:
        """Share of right answers at these steps, 0 to 1 (n,); a view."""
        return _read_only(self._values[: self._count, 1])

    def extend(
        self,
        first_step: int,
        losses: npt.NDArray[np.floating],
        accuracies: npt.NDArray[np.floating],
    ) -> None:
        """Add the points of consecutive steps; later ones already there are replaced.

        Parameters
        ----------
        first_step
            Training step of the first point.
        losses, accuracies
            One value a step (n,). Points whose loss is not finite are left out.
        """
        steps = first_step + np.arange(len(losses), dtype=np.int64)  # (n,)
        self._take(steps, np.stack([losses, accuracies], axis=1).astype(np.float32))  # (n, 2)

    def thinned(self, limit: int, first: int = 0, last: int | None = None) -> tuple[Int64Array, Float32Array]:
        """Return few points for a plot, the extremes of each stretch among them.

        Parameters
        ----------
        limit
            Most points, at least 8.
        first, last
            The range of steps; `last` None is the newest.

        Returns
        -------
        tuple
            Steps (n,), and loss and accuracy (n, 2).
        """
        start = int(np.searchsorted(self.steps, first))
        end = self._count if last is None else int(np.searchsorted(self.steps, last, side="right"))
        steps, values = self._steps[start:end], self._values[start:end]  # (n,), (n, 2)
        if len(steps) > limit:
            edges = np.linspace(steps[0], steps[-1] + 1, max(limit // 4, 2) + 1)
            keep = _extremes(np.searchsorted(edges, steps, side="right"), values)  # (n,)
            steps, values = steps[keep], values[keep]
        return steps.copy(), values.copy()

    def arrays(self) -> tuple[Int64Array, Float32Array, Float32Array]:
        """Return steps, losses and accuracies, each (n,)."""
        return self.steps.copy(), self.losses.copy(), self.accuracies.copy()

    @classmethod
    def from_arrays(
        cls,
        steps: npt.NDArray[np.integer],
        losses: npt.NDArray[np.floating],
        accuracies: npt.NDArray[np.floating],
    ) -> LossCurve:
        """Make a curve again from `arrays`."""
        curve = cls()
        curve._take(steps.astype(np.int64), np.stack([losses, accuracies], axis=1).astype(np.float32))
        return curve

    def _take(self, steps: Int64Array, values: Float32Array) -> None:
        """Append points (n,), (n, 2) and reduce the last stretch together with them."""
        finite = np.isfinite(values).all(axis=1)  # (n,)
        if not finite.any():
            return
        steps, values = steps[finite], values[finite]
        self._count = int(np.searchsorted(self.steps, steps[0]))
        if self._widen(int(steps[-1])):
            self._reduce(0, steps, values)
            return
        last = self._steps[: self._count][-1:]  # (1,), (0,) at first
        start = int(np.searchsorted(self.steps, self._stretch(last)[0])) if len(last) else 0
        self._reduce(start, steps, values)

    def _widen(self, newest: int) -> bool:
        """Lengthen the stretches if there would be too many; True if so."""
        before = self._width
        while newest // self._width >= self._stretches:
            self._width *= 2
        return self._width != before

    def _stretch(self, steps: Int64Array) -> Int64Array:
        """Return the first step of each one's stretch, (n,)."""
        widths = np.minimum(strides(steps, self._early), self._width)  # (n,)
        return np.asarray(steps - steps % widths)  # (n,)

    def _reduce(self, start: int, steps: Int64Array, values: Float32Array) -> None:
        steps = np.concatenate([self._steps[start : self._count], steps])  # (m,)
        values = np.concatenate([self._values[start : self._count], values])  # (m, 2)
        keep = _extremes(self._stretch(steps), values)  # (m,)
        steps, values = steps[keep], values[keep]
        needed = start + len(steps)
        if needed > len(self._steps):
            room = max(needed, 2 * len(self._steps)) - len(self._steps)
            self._steps = np.concatenate([self._steps, np.zeros(room, np.int64)])
            self._values = np.concatenate([self._values, np.zeros((room, 2), np.float32)])
        self._steps[start:needed] = steps
        self._values[start:needed] = values
        self._count = needed


def _extremes(groups: npt.NDArray[np.integer], values: Float32Array) -> npt.NDArray[np.bool_]:
    """Choose, in each group of neighbours, the first least and first greatest point of every column.

    Parameters
    ----------
    groups
        Ascending numbers (n,).
    values
        Shape (n, columns), finite.

    Returns
    -------
    ndarray
        Which points to keep, (n,).
    """
    begins = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))  # (g,)
    if len(begins) == len(groups):
        return np.ones(len(groups), np.bool_)
    if len(begins) <= FEW_GROUPS:
        return _extremes_of_few(begins, values)
    sizes = np.diff(np.append(begins, len(groups)))  # (g,)
    members = np.repeat(np.arange(len(begins)), sizes)  # (n,)
    keep = np.zeros(len(groups), np.bool_)  # (n,)
    for column in values.T:
        for extreme in (np.minimum, np.maximum):
            best = extreme.reduceat(column, begins)[members]  # (n,)
            places = np.flatnonzero(column == best)
            _, firsts = np.unique(members[places], return_index=True)
            keep[places[firsts]] = True
    keep[-1] = True  # the newest point is where the curve ends
    return keep


def _extremes_of_few(begins: npt.NDArray[np.intp], values: Float32Array) -> npt.NDArray[np.bool_]:
    """Choose as `_extremes` does, group by group: faster where few groups have many points."""
    keep = np.zeros(len(values), np.bool_)  # (n,)
    columns = np.ascontiguousarray(values.T)  # (columns, n)
    for begin, end in pairwise([*begins.tolist(), len(values)]):
        for column in columns[:, begin:end]:
            keep[begin + int(column.argmin())] = True
            keep[begin + int(column.argmax())] = True
    keep[-1] = True  # the newest point is where the curve ends
    return keep


def _read_only(array: Array) -> Array:
    view = array.view()
    view.flags.writeable = False
    return view
