"""Draws scenes by lot, by the thousand: what is in them, and where it stands.

Everything is computed for a whole batch at once. The same generator gives the same scenes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from rnnlab.core.captions.drawing import CANVAS, EXTENTS, INNER, Float32Array, PlacedBatch
from rnnlab.core.captions.grammar import (
    COLORS,
    INSIDE,
    KINDS,
    LARGE,
    MOST_THINGS,
    RELATIONS,
    SMALL,
    Flags,
    Indices,
    SceneBatch,
)

Portion = Literal["training", "held_out", "all"]
"""Scenes without any combination that is held out, those with one, or both."""

SHARES = (1.0, 2.0, 2.0)
"""How often there are one, two and three things: one alone is soon learnt."""
SMALL_RADII = (4.4, 5.0)
LARGE_RADII = (7.4, 8.4)
RADII_INSIDE = ((4.6, 5.0), (11.5, 12.5))
"""Of a thing inside another, and of that other."""
GAP = (1.2, 5.0)
"""Free space between two things that stand side by side, in pixels."""
ASIDE = 0.3
"""How far beside the straight line one may stand, in parts of the landmark's radius."""
TILT = 0.2
"""Largest turn of a thing in radians."""
MARGIN = 0.5

# For each relation the direction from the landmark (x to the right, y down).
DIRECTIONS = np.array([(-1, 0), (1, 0), (0, -1), (0, 1), (0, 0)], np.float32)  # (relations, 2)
LANDMARK = 1
DRAWN_ORDER = (LANDMARK, 0, 2)
"""The landmark is drawn first, so that what is inside it lies on it."""


def generator_of(seed: int) -> np.random.Generator:
    """Return a source of chance for one scene."""
    return np.random.Generator(np.random.PCG64([seed, 4]))


def shares_up_to(most: int) -> tuple[float, ...]:
    """Return shares for `sample` with so many things at most."""
    return tuple(share if things < most else 0.0 for things, share in enumerate(SHARES))


def sample(
    count: int,
    portion: Portion,
    generator: np.random.Generator,
    shares: Sequence[float] = SHARES,
) -> SceneBatch:
    """Return scenes by lot; a held-out one has at least two things.

    Parameters
    ----------
    count
        N.
    portion
        Which of all scenes.
    generator
        Where chance comes from.
    shares
        How often there are one, two and three things, relative to one another.
    """
    if portion == "held_out":
        shares = (0.0, *shares[1:])
    chances = np.cumsum(np.asarray(shares) / sum(shares))  # (3,)
    counts = 1 + np.searchsorted(chances, generator.random(count), side="right").astype(np.int8)  # (N,)
    found = _sample_all(counts, generator)
    if portion == "all":
        return found
    is_wanted = found.held_out() == (portion == "held_out")  # (N,)
    while not is_wanted.all():  # what is not wanted is drawn again, as often as it takes
        rows = np.flatnonzero(~is_wanted)
        again = _sample_all(counts[rows], generator)
        for name in ("sizes", "colors", "kinds", "relations"):
            getattr(found, name)[rows] = getattr(again, name)
        is_wanted[rows] = again.held_out() == (portion == "held_out")
    return found


def _sample_all(counts: Indices, generator: np.random.Generator) -> SceneBatch:
    """Return scenes of so many things (N,), held out or not."""
    count = len(counts)

    def draw(most: int, places: int) -> Indices:
        return generator.integers(0, most, (count, places), dtype=np.int8)

    colors, kinds = draw(len(COLORS), MOST_THINGS), draw(len(KINDS), MOST_THINGS)  # (N, 3)
    relations = draw(len(RELATIONS), 2)  # (N, 2)
    # the second relation is another one; the earlier one comes first
    relations[:, 1] = (relations[:, 0] + 1 + draw(len(RELATIONS) - 1, 1)[:, 0]) % len(RELATIONS)
    three = counts == MOST_THINGS  # (N,)
    relations[three] = np.sort(relations[three], axis=1)
    # what is inside has another colour than the landmark
    other = (colors[:, [LANDMARK]] + 1 + draw(len(COLORS) - 1, 2)) % len(COLORS)  # (N, 2)
    colors[:, [0, 2]] = np.where(relations == INSIDE, other, colors[:, [0, 2]])  # (N, 2)
    sizes = _sizes(counts, relations[:, 0], draw(4, 1)[:, 0])  # (N, 3)
    return SceneBatch(counts, sizes, colors, kinds, relations)


def _sizes(counts: Indices, relation: Indices, chance: Indices) -> Indices:
    """Return sizes that go with the rules of the grammar, (N, 3).

    Parameters
    ----------
    counts
        Number of things, (N,).
    relation
        Of the first thing, (N,).
    chance
        0 to 3, (N,).
    """
    sizes = np.full((len(counts), MOST_THINGS), SMALL, np.int8)  # (N, 3)
    sizes[:, LANDMARK] = LARGE
    alone = counts == 1  # (N,)
    sizes[alone, 0] = chance[alone] % 2
    # left of and above: half of the pairs are of the same size
    alike = (counts == 2) & ((relation == 0) | (relation == 2)) & (chance >= 2)  # (N,)
    sizes[alike, 0] = sizes[alike, LANDMARK] = chance[alike] - 2
    return sizes


def place(scenes: SceneBatch, generator: np.random.Generator) -> PlacedBatch:
    """Give the things of scenes a place, a radius, a turn and a shade, so that nothing is ambiguous."""
    count = len(scenes)
    present = np.arange(MOST_THINGS) < scenes.counts[:, None]  # (N, 3)

    def uniform(*shape: int) -> Float32Array:
        return generator.random((count, *shape), dtype=np.float32)

    radii = _radii(scenes, present, uniform)  # (N, 3)
    extents = radii * EXTENTS[scenes.kinds]  # (N, 3)
    centers = _arranged(scenes, radii, extents, present, uniform)  # (N, 3, 2)
    centers += _shift(centers, extents, present, uniform(2))[:, None]  # (N, 3, 2)
    kinds = np.where(present, scenes.kinds, np.int8(-1))  # (N, 3)
    angles = (2 * uniform(MOST_THINGS) - 1) * np.float32(TILT)  # (N, 3)
    order = list(DRAWN_ORDER)
    return PlacedBatch.of_colors(
        centers[:, order],
        radii[:, order],
        angles[:, order],
        kinds[:, order],
        scenes.colors[:, order],
        generator,
    )


def _radii(scenes: SceneBatch, present: Flags, uniform: Callable[..., Float32Array]) -> Float32Array:
    chance = uniform(MOST_THINGS)  # (N, 3)
    bounds = np.array([SMALL_RADII, LARGE_RADII], np.float32)[scenes.sizes]  # (N, 3, 2)
    inner, outer = np.array(RADII_INSIDE, np.float32)  # (2,), (2,)
    inside = (scenes.relations == INSIDE) & present[:, 1:]  # (N, 2)
    bounds[:, [0, 2]] = np.where(inside[..., None], inner, bounds[:, [0, 2]])
    bounds[:, LANDMARK] = np.where(inside.any(axis=1)[:, None], outer, bounds[:, LANDMARK])
    return np.asarray(bounds[..., 0] + chance * (bounds[..., 1] - bounds[..., 0]))  # (N, 3)


def _arranged(
    scenes: SceneBatch,
    radii: Float32Array,
    extents: Float32Array,
    present: Flags,
    uniform: Callable[..., Float32Array],
) -> Float32Array:
    """Return centres around a landmark that stands at the origin, (N, 3, 2)."""
    directions = DIRECTIONS[scenes.relations] * present[:, 1:, None]  # (N, 2, 2)
    beside = np.abs(directions).sum(axis=2) > 0  # (N, 2)
    touching = np.where(beside, extents[:, [0, 2]] + extents[:, [LANDMARK]], 0)  # (N, 2)
    # along x and along y: the room that is left for gaps, shared by those that stand there
    along = np.abs(directions)  # (N, 2, 2)
    taken = 2 * extents[:, [LANDMARK]] + 2 * np.einsum("npa,np->na", along, extents[:, [0, 2]])  # (N, 2)
    free = (CANVAS - 2 * MARGIN - taken) / np.maximum(along.sum(axis=1), 1)  # (N, 2)
    room = np.einsum("npa,na->np", along, free)  # (N, 2)
    least, most = GAP
    gaps = least + uniform(2) * np.maximum(np.minimum(room, most) - least, 0)  # (N, 2)
    distance = (touching + gaps)[..., None] * directions  # (N, 2, 2)
    aside = (2 * uniform(2, 2) - 1) * ASIDE * radii[:, [LANDMARK], None] * (1 - along)  # (N, 2, 2)
    # inside: as far from the middle as there is room, within a square that a circle holds
    inner = INNER[scenes.kinds[:, [LANDMARK]]] * radii[:, [LANDMARK]] - extents[:, [0, 2]]  # (N, 2)
    loose = (2 * uniform(2, 2) - 1) * np.maximum(inner, 0)[..., None] * np.float32(np.sqrt(0.5))  # (N, 2, 2)
    centers = np.zeros((len(scenes), MOST_THINGS, 2), np.float32)  # (N, 3, 2)
    centers[:, [0, 2]] = np.where(beside[..., None], distance + aside, loose * present[:, 1:, None])
    return centers


def _shift(
    centers: Float32Array, extents: Float32Array, present: Flags, chance: Float32Array
) -> Float32Array:
    """Return how far each scene is moved to stand somewhere on the canvas, (N, 2)."""
    low = np.where(present[..., None], centers - extents[..., None], np.inf).min(axis=1)  # (N, 2)
    high = np.where(present[..., None], centers + extents[..., None], -np.inf).max(axis=1)  # (N, 2)
    first, last = MARGIN - low, CANVAS - MARGIN - high  # (N, 2), (N, 2)
    return np.asarray(first + chance * np.maximum(last - first, 0), np.float32)  # (N, 2)
