"""A caption net as a PyTorch program that runs by itself, with its weights in a file beside it."""

from __future__ import annotations

from pathlib import Path
from string import Template

from rnnlab.core.captions.decoding import LONGEST
from rnnlab.core.captions.shape import CONVOLUTIONS, CaptionShape
from rnnlab.core.captions.words import WordTable
from rnnlab.core.cells.code_text import TORCH_LAYER
from rnnlab.core.cells.generated_code import torch_layer_parts
from rnnlab.core.net import Float32Array
from rnnlab.core.stored_parts import tensors
from rnnlab.core.writing import write_bytes, write_text

ENDING, WEIGHTS_ENDING = ".py", ".safetensors"

_PROGRAM = Template(
    """\
# A caption net: made by RNN Lab. Its weights lie beside this file, under the same name.
# python $NAME picture.png
# N: pictures at once, T: words, X: what the decoder reads, H: hidden size, V: words it knows

import sys
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from PIL import Image, ImageOps
from torch import $FUNCTIONS
from torch.nn.functional import conv2d, embedding, max_pool2d

WORDS = $WORDS
MAPS = $MAPS  # of every block
X, H, V, LAYERS = $SIZES
START, END, LONGEST = 0, 1, $LONGEST


"""
    + TORCH_LAYER
    + '''\
class Net(nn.Module):
    """Picture -> maps -> features v -> words."""

    def __init__(self):
        super().__init__()
        before = 3
        for block, maps in enumerate(MAPS, start=1):
            for letter in "$LETTERS":
                setattr(self, f"K_{block}{letter}", learnt(maps, before, 3, 3))
                setattr(self, f"k_{block}{letter}", learnt(maps))
                before = maps
        self.W_v, self.b_v = learnt($FEATURES, before), learnt($FEATURES)
        self.E = learnt(V, $EMBEDDING)
        self.layers = nn.ModuleList(Layer(H if layer else X) for layer in range(LAYERS))
        self.W_hy, self.b_y = learnt(V, H), learnt(V)

    def see(self, pictures):
        """Return the features v (N, F) of pictures (N, 3, $CANVAS, $CANVAS)."""
        maps = pictures
        for block in range(1, len(MAPS) + 1):
            for letter in "$LETTERS":
                kernels, bias = getattr(self, f"K_{block}{letter}"), getattr(self, f"k_{block}{letter}")
                maps = conv2d(maps, kernels, bias, padding=1).relu()
            if block < len(MAPS):
                maps = max_pool2d(maps, 2)
        return (maps.amax(dim=(2, 3)) @ self.W_v.T + self.b_v).relu()

    def forward(self, pictures, words):
        """Return the logits (T, N, V) of what follows words (T, N), the first ones <START>."""
        v = self.see(pictures)
        e = embedding(words, self.E)  # (T, N, embedding)
        values = $JOINED
        for layer in self.layers:
            values = layer(values)  # (T, N, H)
        return values[-len(words) :] @ self.W_hy.T + self.b_y

    @torch.no_grad()
    def say(self, pictures):
        """Return a caption for every picture: the likeliest word each time."""
        words = torch.full((1, len(pictures)), START)
        for _ in range(LONGEST):
            likeliest = self(pictures, words)[-1].argmax(dim=-1)
            words = torch.cat([words, likeliest[None]])
        rows = [row[: row.index(END)] if END in row else row for row in words[1:].T.tolist()]
        return [" ".join(WORDS[index] for index in row) for row in rows]


def load(path):
    """Return the net with its weights."""
    net, state = Net(), {}
    for key, value in safetensors.torch.load_file(path).items():  # of a second layer: W_xh.2
        name, _, layer = key.partition(".")
        state[name if hasattr(net, name) else f"layers.{int(layer or 1) - 1}.{name}"] = value
    net.load_state_dict(state)
    return net


def read(path):
    """Return a picture as the net takes it, (1, 3, $CANVAS, $CANVAS), paper beside it if it is not square."""
    picture, size = Image.open(path).convert("RGB"), ($CANVAS, $CANVAS)
    padded = ImageOps.pad(picture, size, Image.Resampling.LANCZOS, ($PAPER_BYTE,) * 3)
    pixels = torch.from_numpy(np.array(padded)).permute(2, 0, 1)[None].float()
    return (pixels - $PAPER) / $CONTRAST


if __name__ == "__main__":
    net = load(Path(__file__).with_suffix("$WEIGHTS"))
    for path in sys.argv[1:]:
        print(net.say(read(path))[0])
'''
)


def program(shape: CaptionShape, words: WordTable, name: str) -> str:
    """Return the program of a net.

    Parameters
    ----------
    shape, words
        The net and what it says.
    name
        Of the program's file.
    """
    from rnnlab.core.captions.drawing import CANVAS
    from rnnlab.core.captions.module import CONTRAST, PAPER  # loads torch

    decoder = shape.decoder
    is_first = shape.handover == "first"
    return _PROGRAM.substitute(
        torch_layer_parts(decoder.cell),
        NAME=" ".join(name.split()),
        WORDS="[\n" + "".join(f"    {word!r},\n" for word in words.labels) + "]",
        MAPS=repr(list(shape.maps)),
        SIZES=f"{decoder.input_size}, {decoder.hidden_size}, {decoder.output_size}, {decoder.layers}",
        LONGEST=LONGEST,
        LETTERS=CONVOLUTIONS,
        FEATURES=shape.feature_size,
        EMBEDDING=shape.embedding_size,
        CANVAS=CANVAS,
        JOINED="torch.cat([v[None], e])" if is_first else "torch.cat([e, v.expand(len(e), -1, -1)], dim=-1)",
        PAPER=PAPER,
        CONTRAST=CONTRAST,
        PAPER_BYTE=round(PAPER),
        WEIGHTS=WEIGHTS_ENDING,
    )


def write_program(path: Path, shape: CaptionShape, parameters: Float32Array, words: WordTable) -> Path:
    """Write a net's program, and beside it its weights; return where those are.

    Raises
    ------
    Problem
        One of `rnnlab.core.writing.replaced`.
    """
    weights = path.with_suffix(WEIGHTS_ENDING)
    write_bytes(weights, tensors(shape.views(parameters)))
    write_text(path, program(shape, words, path.name))
    return weights
