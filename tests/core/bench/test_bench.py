"""The measurements themselves: that each contestant does what it is timed for. How fast is not tested."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from rnnlab.core import bench
from rnnlab.core.bench import (
    captions,
    cells,
    peers,
    phrases,
    record,
    seeds,
    solved,
    steps,
    sweep,
    text,
    text_peers,
    timing,
)
from rnnlab.core.bench import compile as compile_bench
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.cells import catalogue
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from rnnlab.core.text.settings import TextSettings
from rnnlab.session.hired import hire

RUN_IN_PROCESS = compile_bench._run
TINY_CAPTIONS = CaptionSettings(
    channels=2, blocks=2, feature_size=5, embedding_size=3, hidden_size=6, batch_size=4, steps=2
)


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Measure as little as possible; two threads would wait for each other longer than nets so small take."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)

    def once(contestants: dict[str, timing.Work], *_: float, **__: float) -> dict[str, float]:
        for work in contestants.values():
            work(1)
        return dict.fromkeys(contestants, 1e-05)

    for module in (steps, cells, record, seeds, text, captions):
        monkeypatch.setattr(module, "interleaved", once)
    monkeypatch.setattr(captions, "SETTINGS", TINY_CAPTIONS)
    monkeypatch.setattr(captions, "PICTURES", 4)
    monkeypatch.setattr(captions, "THREADS", 1)
    monkeypatch.setattr(steps, "SIZES", (steps.Size(5, 3, 2, 4),))
    monkeypatch.setattr(text, "SIZES", (text.Size(5, 2, 3, 2),))
    monkeypatch.setattr(text, "WRITERS", (text.Size(5, 1, 1, 1),))
    monkeypatch.setattr(text, "EQUAL_STEPS", 3)
    monkeypatch.setattr(text, "MINUTE", 0.0)
    monkeypatch.setattr(seeds, "_COUNTS", (1, 3))
    monkeypatch.setattr(solved, "SEEDS", 2)
    monkeypatch.setattr(sweep, "MAP_EDGE", 2)
    monkeypatch.setattr(phrases, "PHRASES", 4)
    monkeypatch.setattr(phrases, "SEEDS", 1)
    monkeypatch.setattr(
        compile_bench, "_run", lambda _, *names: dict.fromkeys(("start", "import", *names), 1.0)
    )
    yield
    torch.set_num_threads(threads)


def test_everything_is_measured_and_told() -> None:
    lines: list[str] = []
    threads = torch.get_num_threads()
    results = bench.run([], lines.append)
    assert tuple(results) == bench.NAMES
    assert json.loads(json.dumps(results)) == results
    told = "\n".join(lines)
    for name in catalogue.names():
        # each cell has a row in every table; sweeps, phrase books, texts and captions are of one cell
        assert told.count(f"\n{name} ") == len(bench.NAMES) - 4
    assert torch.get_num_threads() == threads
    assert results["solved"][catalogue.names()[0]]["solved"] == 2


def test_only_what_is_asked_for_is_measured() -> None:
    lines: list[str] = []
    assert list(bench.run(["record"], lines.append)) == ["record"]
    with pytest.raises(Problem) as caught:
        bench.run(["record", "weather"], lines.append)
    assert caught.value.code == "bench.unknown"
    assert caught.value.args["name"] == "weather"


def test_compiling_is_timed_in_fresh_processes(tmp_path: Path) -> None:
    name = catalogue.names()[0]
    for _ in range(2):
        times = RUN_IN_PROCESS(str(tmp_path), name)
        assert set(times) == {"start", "import", name}
        assert all(seconds > 0 for seconds in times.values())
    # the second process found what the first had stored: the cell and the library
    assert len(list(tmp_path.rglob("*.kernel"))) == 2


@pytest.mark.parametrize("name", catalogue.names())
def test_the_peers_in_torch_learn(name: str) -> None:
    """Each does whole training steps: its loss falls."""
    size = steps.Size(4, 3, 2, 8)
    shape = NetShape(catalogue.load(name), size.symbols, size.hidden, 1, size.symbols)
    found = [peers.torch_step(shape, size.batch(), fused=fused) for fused in (False, True)]
    assert all(found) is (peers.torch_layer(shape.cell) is not None)
    for step in (*filter(None, found), peers.textbook_step(shape, size.batch())):
        first = step()
        for _ in range(9):
            last = step()
        assert last < first


def test_sizes_are_what_they_say() -> None:
    size = steps.Size(26, 13, 4, 32)
    batch = size.batch()
    assert str(size) == "V26 T13 B4 H32"
    assert (batch.steps, batch.size, batch.total) == (13, 4, 52)
    assert batch.inputs.max() < 26


def test_contestants_take_turns_and_the_median_counts() -> None:
    order: list[str] = []
    works: dict[str, timing.Work] = {
        name: lambda count, name=name: order.extend([name] * count)  # type: ignore[misc]
        for name in "ab"
    }
    times = timing.interleaved(works, seconds=0, rounds=3)
    assert "".join(order[-6:]) == "ababab"
    assert set(times) == {"a", "b"}
    assert all(seconds > 0 for seconds in times.values())


@pytest.mark.parametrize(
    "seconds, text",
    [(2.5, "2.5 s"), (0.0123, "12.3 ms"), (1.234e-6, "1.23 µs"), (0.4567, "457 ms"), (3e-8, "0.03 µs")],
)
def test_times_have_fitting_units(seconds: float, text: str) -> None:
    assert timing.duration(seconds) == text


def test_tables_line_up() -> None:
    lines = timing.table([["a", "bb", "c"], ["long", "1", "22"]])
    assert lines == ["a     bb   c", "long   1  22"]
    assert np.ptp([len(line) for line in lines]) == 0


def test_the_phrase_books_are_what_they_are_said_to_be() -> None:
    words, letters = phrases.book_of_words(200), phrases.book_of_letters(200)
    for book in (words, letters):
        assert len(book) == 200
        assert max(map(len, book)) <= phrases.LETTERS
    assert len(set(words)) < 200
    assert {len(phrase) for phrase in letters} == {phrases.LETTERS}
    assert words == phrases.book_of_words(200)
    result = phrases._measure_book(words[:4])
    assert result["learnt"] == 1
    assert result["right"] == result["decidable"]
    assert result["furthest_share"] <= 0.05


def test_both_character_models_of_the_peers_compute_the_same() -> None:
    torch.manual_seed(0)
    layered = text_peers.Layered(5, 4, 2)
    stepped = text_peers.CellByCell(5, 4, 2)
    with torch.no_grad():
        for number in range(2):
            for kind, modules in (("ih", stepped.inputs), ("hh", stepped.recurrent)):
                for name in ("weight", "bias"):
                    i, f, g, o = getattr(layered.layer, f"{name}_{kind}_l{number}").chunk(4)
                    getattr(modules[number], name).copy_(torch.cat([i, f, o, g]))
        stepped.output.load_state_dict(layered.output.state_dict())
    window = text_peers.made_up(5, 6, 3)
    settings = TextSettings(warmup_steps=0)
    trainers = [text_peers.Trainer(net, settings) for net in (layered, stepped)]
    losses = [[trainer.train(window) for _ in range(4)] for trainer in trainers]
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-4)
    assert losses[0][3] < losses[0][0]
    assert trainers[0].measure([window]) == pytest.approx(trainers[1].measure([window]), rel=1e-3)


def test_the_promises_about_texts_are_told() -> None:
    found = text.summary(text.measure(lambda _: None))
    assert set(found["training"]["H5 L2 T3 B2"]) == {"plain", "port", "compiled"}
    assert found["writing"]["H5 L1 T1 B1"] == pytest.approx(1.0)
    assert found["test_loss_ratio"] == pytest.approx(1.0, abs=0.2)


def test_texts_are_trained_with_several_threads_where_there_are_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    lines: list[str] = []
    monkeypatch.setattr(text, "SIZES", (text.Size(5, 1, 3, 32),))
    before = threading.active_count()
    found = text._training(lines.append, hire)["H5 L1 T3 B32"]
    assert threading.active_count() == before
    assert {"compiled", "compiled ×2", "nn.LSTM + Adam ×2"} <= set(found["characters_per_second"])
    assert found["ratios"]["compiled_threads"] == pytest.approx(1.0)
    assert "compiled ×2" in lines[1]
