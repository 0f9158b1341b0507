"""A caption net as a program: it runs without the lab and says what the lab says."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from rnnlab.core.captions.module import loaded
from rnnlab.core.captions.net import CaptionNet
from rnnlab.core.captions.photographs import write_picture
from rnnlab.core.captions.pictures import DrawnPictures
from rnnlab.core.captions.program import write_program
from rnnlab.core.captions.settings import Handover
from rnnlab.core.captions.words import START_INDEX
from rnnlab.core.cells import catalogue
from rnnlab.core.problems import Problem
from tests.core.captions.tiny import HANDOVERS, tiny

PICTURES = DrawnPictures("ko", 0, count=2).examination.pictures


@pytest.mark.parametrize("handover", HANDOVERS)
@pytest.mark.parametrize("cell, layers", [(catalogue.names()[0], 2), (catalogue.names()[1], 1)])
def test_it_computes_what_the_lab_computes(
    tmp_path: Path, handover: Handover, cell: str, layers: int
) -> None:
    shape, parameters, words = tiny(handover, cell=cell, layers=layers)
    write_program(tmp_path / "net.py", shape, parameters, words)
    program = runpy.run_path(str(tmp_path / "net.py"))
    net = program["load"](tmp_path / "net.safetensors")
    module = loaded(shape, parameters)
    prepared = module.prepared(PICTURES)
    said = torch.tensor([[START_INDEX, START_INDEX], [4, 5], [6, 7]])  # (T, N)
    with torch.no_grad():
        torch.testing.assert_close(net.see(prepared), module.see(prepared).features, rtol=1e-4, atol=1e-5)
        wanted = module(prepared, said, torch.arange(6))  # (T·N, V)
        found = net(prepared, said).flatten(0, 1)  # (T·N, V)
    torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-5)


def test_it_runs_by_itself(tmp_path: Path) -> None:
    shape, parameters, words = tiny()
    weights = write_program(tmp_path / "my net.py", shape, parameters, words)
    assert weights == tmp_path / "my net.safetensors"
    write_picture(tmp_path / "picture.png", PICTURES[0])
    command = [sys.executable, "-I", "my net.py", "picture.png"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lab = CaptionNet(shape, parameters, words, "ko")
    said = lab.say(lab.look(np.ascontiguousarray(PICTURES[0])).features)[0]
    assert done.stdout.strip() == lab.text(said)


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"file\.no_folder"):
        write_program(tmp_path / "none" / "net.py", *tiny())
