"""Parameters of torch modules that know where their numbers lie in the flat parameter vector.

torch wants the gates of a layer stacked in one matrix; the flat vector holds them in the order of the
equations. Each packed parameter keeps, for every entry, its index in the flat vector, so that parameters,
gradients and moments go both ways by plain indexing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from rnnlab.core.net import Float32Array

Places = npt.NDArray[np.int64]
NOWHERE = -1
"""The place of an entry that torch has and the cell does not, such as a second bias; it stays 0."""


class PackedParameter:
    """One parameter of a module and the flat indices of its entries.

    Parameters
    ----------
    parameter
        Of any shape.
    places
        Flat indices, the same shape; :data:`NOWHERE` for entries that stay 0.
    """

    def __init__(self, parameter: nn.Parameter, places: Places) -> None:
        assert tuple(parameter.shape) == places.shape
        self.parameter = parameter
        self._places = places
        self._exists = places != NOWHERE
        self.is_trained = bool(self._exists.any())
        parameter.requires_grad_(self.is_trained)
        self._mask: torch.Tensor | None = None
        if self.is_trained and not self._exists.all():
            self._mask = torch.from_numpy(self._exists.astype(np.float32)).to(parameter.device)

    def load(self, flat: Float32Array, into: torch.Tensor) -> None:
        """Copy entries of a flat vector (P,) into a tensor of this parameter's shape."""
        values = np.where(self._exists, flat[self._places], np.float32(0))
        into.copy_(torch.from_numpy(values))

    def store(self, tensor: torch.Tensor, flat: npt.NDArray[np.floating]) -> None:
        """Copy a tensor of this parameter's shape to its places in a flat vector (P,)."""
        values = tensor.detach().cpu().numpy()
        flat[self._places[self._exists]] = values[self._exists]

    def mask(self, tensor: torch.Tensor) -> None:
        """Set entries of a tensor of this parameter's shape to 0 that the cell does not have."""
        if self._mask is not None:
            tensor.mul_(self._mask)

    def mask_gradient(self) -> None:
        """Keep entries at 0 that the cell does not have."""
        if self.parameter.grad is not None:
            self.mask(self.parameter.grad)


class PackedModule(nn.Module):
    """A module all of whose parameters are packed."""

    def __init__(self) -> None:
        super().__init__()
        self._packed: list[PackedParameter] = []

    def pack(self, parameter: torch.Tensor, places: Places) -> nn.Parameter:
        """Note where a parameter's entries lie; returns the parameter."""
        assert isinstance(parameter, nn.Parameter)
        self._packed.append(PackedParameter(parameter, places))
        return parameter

    def packed(self) -> Iterator[PackedParameter]:
        """Yield the packed parameters of this module and of those inside it."""
        for module in self.modules():
            if isinstance(module, PackedModule):
                yield from module._packed  # noqa: SLF001 - of the same class


def load_parameters(module: PackedModule, flat: Float32Array) -> None:
    """Set all parameters of a module from a flat vector (P,)."""
    with torch.no_grad():
        for packed in module.packed():
            packed.load(flat, packed.parameter)


def gather(
    module: PackedModule,
    flat: npt.NDArray[np.floating],
    tensor_of: Callable[[nn.Parameter], torch.Tensor | None],
) -> None:
    """Write a tensor of every trained parameter (itself, its gradient, a moment) into a flat vector (P,)."""
    for packed in module.packed():
        tensor = tensor_of(packed.parameter)
        if packed.is_trained and tensor is not None:
            packed.store(tensor, flat)
