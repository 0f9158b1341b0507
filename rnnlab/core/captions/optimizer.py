"""How a caption net's weights are changed: matrices by orthogonal steps, everything else by Adam.

A matrix goes a fixed way in the direction of the orthogonal matrix nearest to its momentum (Jordan et al.
2024, Muon). All directions of that step are equally long, so that what is seldom seen is learnt as fast as
what is seen all the time: Adam alone needs about twice as many pictures for the same share of right captions.
A convolution's kernels are one matrix with a row a map.

``torch.optim.Muon`` finds the orthogonal matrix in bfloat16, which took forty times as long as float32 on a
processor that does not have it; so the few lines for it stand here.
"""

from __future__ import annotations

from functools import partial

import torch
from torch import nn

from rnnlab.core.captions.module import CaptionModule
from rnnlab.core.captions.parts import Spread, in_turn
from rnnlab.core.cells.module_optimizer import ModuleOptimizer
from rnnlab.core.cells.module_packing import PackedParameter
from rnnlab.core.experiment import OptimizerSettings
from rnnlab.core.optimizers import EPSILON
from rnnlab.core.training_state import TrainingState

CLIP_NORM = 1.0
"""Longest gradient over all parameters; the odd batch is far off and would throw the net back."""
MATRIX_RATE = 20 / 3
"""How many times further a matrix goes than the learning rate says."""
MOMENTUM = 0.85
NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
"""Coefficients of x, x³ and x⁵ (Jordan et al. 2024)."""
ITERATIONS = 5
_ADAM = OptimizerSettings("adam")
"""The learning rate is set at every step; gradients are clipped before."""


class CaptionOptimizer:
    """Changes a caption net's weights and keeps its memory in a training state.

    The first moments hold Adam's means, and the momenta of matrices.

    Parameters
    ----------
    module
        Its parameters must be on their device already.
    """

    def __init__(self, module: CaptionModule) -> None:
        packed = [packed for packed in module.packed() if packed.is_trained]
        looked_up = module.embedding
        self._matrices = [one for one in packed if one.parameter.dim() > 1 and one.parameter is not looked_up]
        ids = {id(one) for one in self._matrices}
        self._parameters = [one.parameter for one in packed]
        self._momenta = [torch.zeros_like(one.parameter) for one in self._matrices]
        self._adam = ModuleOptimizer(one for one in packed if id(one) not in ids)

    def load(self, state: TrainingState) -> None:
        """Go on from a training state; the module's parameters are loaded elsewhere."""
        self._adam.load(state, _ADAM)
        with torch.no_grad():
            for packed, momentum in zip(self._matrices, self._momenta, strict=True):
                packed.load(state.first_moment, momentum)

    def store(self, state: TrainingState) -> None:
        """Write moments and step to a training state."""
        for packed, momentum in zip(self._matrices, self._momenta, strict=True):
            packed.store(momentum, state.first_moment)
        self._adam.store(state)

    def step(self, rate: float, spread: Spread = in_turn) -> None:
        """Clip the gradients and update the parameters.

        Parameters
        ----------
        rate
            The learning rate.
        spread
            Does the matrices.
        """
        nn.utils.clip_grad_norm_(self._parameters, CLIP_NORM)
        self._adam.set_rate(rate)
        self._adam.step()
        matrices = zip(self._matrices, self._momenta, strict=True)
        spread([partial(_orthogonal_step, packed, momentum, rate) for packed, momentum in matrices])


def _orthogonal_step(packed: PackedParameter, momentum: torch.Tensor, rate: float) -> None:
    gradient = packed.parameter.grad
    if gradient is not None:
        with torch.no_grad():
            momentum.mul_(MOMENTUM).add_(gradient)
            ahead = gradient.add(momentum, alpha=MOMENTUM)
            packed.parameter.add_(orthogonal(ahead), alpha=-MATRIX_RATE * rate)
            packed.mask(packed.parameter)


def orthogonal(tensor: torch.Tensor) -> torch.Tensor:
    """Return about the orthogonal matrix nearest to a matrix, by the Newton-Schulz iteration.

    Its singular values come to lie between about 0.7 and 1.2, and all are longer by √(rows / columns) where
    there are more rows than columns.

    Parameters
    ----------
    tensor
        (rows, …); what is behind the first dimension counts as one.

    Returns
    -------
    torch.Tensor
        The same shape.
    """
    matrix = tensor.flatten(1)  # (rows, columns)
    rows, columns = matrix.shape
    x = matrix.T if rows > columns else matrix  # (m, n), m <= n
    x = x / (x.norm() + EPSILON)
    linear, cubic, quintic = NEWTON_SCHULZ
    for _ in range(ITERATIONS):
        squares = x @ x.T  # (m, m)
        mixed = torch.addmm(squares, squares, squares, beta=cubic, alpha=quintic)  # (m, m)
        x = torch.addmm(x, mixed, x, beta=linear)  # (m, n)
    if rows > columns:
        x = x.T * (rows / columns) ** 0.5  # (rows, columns)
    return x.reshape(tensor.shape)
