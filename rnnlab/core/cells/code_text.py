"""The program around a cell's equations, in PyTorch and in NumPy.

``$NAME`` is filled in by :mod:`rnnlab.core.cells.generated_code`. Inside the functions that hold the
equations stand no names but the cell's own, ``x``, ``self`` and the functions of the cell language.
"""

from __future__ import annotations

from string import Template

TORCH_LAYER = '''\
def learnt(*shape):
    """A parameter, uniform in ±1/√H."""
    return nn.Parameter(torch.empty(*shape).uniform_(-(H**-0.5), H**-0.5))


class Layer(nn.Module):
    """A cell, carried through time."""

    def __init__(self, X):
        super().__init__()
$PARAMETERS
    def step(self, x, $STATES):
$LINES
        return $RETURNED

    def forward(self, inputs):
        states = [inputs.new_zeros(*inputs.shape[1:-1], H)] * $STATE_COUNT  # (B, H) each
        outputs = []
        for x in inputs:  # (B, X)
            states = self.step(x, *states)
            outputs.append(states[0])
        return torch.stack(outputs)  # (T, B, H)


'''

_TORCH_HEAD = """\
# $TITLE: made by RNN Lab
# B: sequences at once, T: time steps, X: $INPUTS, H: hidden size, V: outputs

import zipfile

import torch
from torch import $FUNCTIONS
$IMPORTED
X, H, V, LAYERS = $SIZES
${SYMBOLS}

"""

_TORCH_NET = '''\
class Net(nn.Module):
    """The layers, and logits = W_hy h + b_y."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(Layer(H if layer else X) for layer in range(LAYERS))
        self.W_hy = learnt(V, H)
        self.b_y = learnt(V)

    def forward(self, symbols):
        """Return the logits (T, B, V) of symbols (T, B), or (T, V) of one sequence (T,)."""
        values = $READ.to(self.b_y.dtype)  # (T, B, X)
        for layer in self.layers:
            values = layer(values)  # (T, B, H)
        return values @ self.W_hy.T + self.b_y  # (T, B, V)


def load(net, path):
    """Put the weights of a .rnnlab file, a zip with safetensors, into a net."""
    import safetensors.torch

    with zipfile.ZipFile(path) as archive:
        weights = safetensors.torch.load(archive.read("weights.safetensors"))
    state = {}
    for key, value in weights.items():  # W_hy, b_y; of layer 2: W_xh.2; of the only layer: W_xh
        name, _, layer = key.partition(".")
        state[name if name in ("W_hy", "b_y") else f"layers.{int(layer or 1) - 1}.{name}"] = value
    net.load_state_dict(state)


if __name__ == "__main__":
    net = Net()
$MAIN
'''

TORCH = Template(_TORCH_HEAD + TORCH_LAYER + _TORCH_NET)

TORCH_LOAD = "    load(net, $PATH)\n"
TORCH_ASK = """\
    with torch.no_grad():
        print(net(torch.arange($COUNT)).softmax(-1))  # (T, V)"""

NUMPY = Template('''\
# $TITLE: made by RNN Lab
# T: time steps, X: $INPUTS, H: hidden size, V: outputs

import zipfile

import numpy as np
$FUNCTIONS
X, H, V = $SIZES
${SYMBOLS}

$SIGNATURE
$LINES
    return $RETURNED


SHAPES = {$PARAMETERS}
ENDINGS = $ENDINGS  # of a weight's name, for every layer


def net(symbols, weights):
    """Return the logits (T, V) of one sequence of symbols (T,)."""
    layers = [{name: weights[name + ending] for name in SHAPES} for ending in ENDINGS]
    states = [[np.zeros(H)] * $STATE_COUNT for _ in layers]  # (H,) each
    logits = []
    for symbol in symbols:
        x = $READ  # (X,)
        for layer, parameters in enumerate(layers):
            states[layer] = step(x, *states[layer], **parameters)
            x = states[layer][0]  # (H,)
        logits.append(weights["W_hy"] @ x + weights["b_y"])  # (V,)
    return np.array(logits)  # (T, V)


def fresh(seed=0):
    """Return new weights by name, uniform in ±1/√H."""
    shapes = {"W_hy": (V, H), "b_y": (V,)}
    for ending in ENDINGS:
        for name, shape in SHAPES.items():
            below = H if ending not in ("", ".1") else X
            shapes[name + ending] = tuple({"H": H, "X": below}[letter] for letter in shape)
    generator = np.random.default_rng(seed)
    return {name: generator.uniform(-(H**-0.5), H**-0.5, shape) for name, shape in shapes.items()}


def load(path):
    """Return the weights of a .rnnlab file, a zip with safetensors, by name."""
    import safetensors.numpy

    with zipfile.ZipFile(path) as archive:
        return safetensors.numpy.load(archive.read("weights.safetensors"))


if __name__ == "__main__":
    weights = $WEIGHTS
$MAIN
''')

NUMPY_FUNCTIONS = {
    "tanh": "from numpy import tanh\n",
    "sigmoid": '''

def sigmoid(x):
    """Return 1 / (1 + e⁻ˣ), through tanh because e⁻ˣ may overflow."""
    return tanh(x * 0.5) * 0.5 + 0.5

''',
    "relu": """

def relu(x):
    return np.maximum(x, 0)

""",
}
NUMPY_ASK = """\
    logits = net(range($COUNT), weights)  # (T, V)
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))  # (T, V)
    print(exponents / exponents.sum(axis=1, keepdims=True))  # (T, V)"""
