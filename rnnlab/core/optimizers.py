"""The optimisers' update rules in NumPy, with the meaning they have in ``torch.optim``.

They work in place on the flat vectors of a :class:`~rnnlab.core.training_state.TrainingState`. The constants
that nobody sets stand here and are read by every backend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rnnlab.core.net import FloatArray

if TYPE_CHECKING:
    from rnnlab.core.experiment import OptimizerSettings
    from rnnlab.core.training_state import TrainingState

ADAM_BETAS = (0.9, 0.999)
RMSPROP_ALPHA = 0.99
EPSILON = 1e-8
CLIP_EPSILON = 1e-6


def clip(gradient: FloatArray, longest: float) -> float:
    """Shorten a gradient (P,) in place, as ``torch.nn.utils.clip_grad_norm_``.

    Parameters
    ----------
    gradient
        Of all parameters, flat (P,).
    longest
        Euclidean norm above which it is scaled down; 0 clips nothing.

    Returns
    -------
    float
        The norm before; 0 if nothing was to be clipped.
    """
    if longest <= 0:
        return 0.0
    norm = float(np.sqrt(np.dot(gradient, gradient)))
    gradient *= min(1.0, longest / (norm + CLIP_EPSILON))  # (P,)
    return norm


def update(state: TrainingState, gradient: FloatArray, settings: OptimizerSettings) -> None:
    """Clip a gradient and take one step with it.

    Parameters
    ----------
    state
        Changed in place, its step included.
    gradient
        ∂L/∂parameters (P,); changed in place.
    settings
        Which optimiser, and how far it goes.

    Notes
    -----
    Adam: Kingma & Ba 2015, algorithm 1. SGD with momentum: ``v = μ·v + g; p -= η·v`` (no dampening, no
    Nesterov). RMSprop: Tieleman & Hinton 2012, ``s = α·s + (1 - α)·g²; p -= η·g / (√s + ε)``.
    """
    clip(gradient, settings.clip_norm)
    if settings.kind == "adam":
        _adam(state, gradient, settings.learning_rate)
    elif settings.kind == "rmsprop":
        _rmsprop(state, gradient, settings.learning_rate)
    else:
        _sgd(state, gradient, settings)
    state.step += 1


def _adam(state: TrainingState, gradient: FloatArray, learning_rate: float) -> None:
    mean, square = state.first_moment, state.second_moment
    count = state.step + 1
    mean *= ADAM_BETAS[0]  # (P,)
    mean += (1 - ADAM_BETAS[0]) * gradient  # (P,)
    square *= ADAM_BETAS[1]  # (P,)
    np.multiply(gradient, gradient, gradient)  # (P,)
    gradient *= 1 - ADAM_BETAS[1]  # (P,)
    square += gradient  # (P,)
    denominator = np.sqrt(square)  # (P,)
    denominator /= (1 - ADAM_BETAS[1] ** count) ** 0.5  # (P,)
    denominator += EPSILON  # (P,)
    np.divide(mean, denominator, denominator)  # (P,)
    denominator *= learning_rate / (1 - ADAM_BETAS[0] ** count)  # (P,)
    state.parameters -= denominator  # (P,)


def _sgd(state: TrainingState, gradient: FloatArray, settings: OptimizerSettings) -> None:
    velocity = state.first_moment
    velocity *= settings.momentum  # (P,)
    velocity += gradient  # (P,)
    state.parameters -= settings.learning_rate * velocity  # (P,)


def _rmsprop(state: TrainingState, gradient: FloatArray, learning_rate: float) -> None:
    square = state.second_moment
    square *= RMSPROP_ALPHA  # (P,)
    square += (1 - RMSPROP_ALPHA) * (gradient * gradient)  # (P,)
    denominator = np.sqrt(square)  # (P,)
    denominator += EPSILON  # (P,)
    np.divide(gradient, denominator, denominator)  # (P,)
    denominator *= learning_rate  # (P,)
    state.parameters -= denominator  # (P,)
