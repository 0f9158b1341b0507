"""Names of symbols, entries and answers, and the formulas that use them."""

from rnnlab.core.cells.formula import Reference, plain, row
from rnnlab.core.cells.render import FormulaWriter
from rnnlab.core.experiment import Experiment
from rnnlab.core.explain import explain
from rnnlab.core.names import Names
from rnnlab.core.net import initialise
from rnnlab.core.tasks import names_of, task_of
from rnnlab.core.trace import record


def test_one_word_for_all_or_words_of_their_own() -> None:
    same = Names.of(("가", "나"))
    assert (same.symbol(0), same.entry(1), same.answer(0)) == ("가", "나", "가")
    assert Names.of(same) is same
    own = Names(("00", "01"), ("a",), ("no", "yes"))
    assert (own.symbol(1), own.entry(0), own.answer(1)) == ("01", "a", "yes")
    assert (own.symbol(2), own.entry(3), Names().answer(0)) == ("3", "4", "1")


def test_formulas_of_a_sum_name_its_bits() -> None:
    experiment = Experiment(task="addition")
    shape, names = experiment.shape(), names_of(task_of(experiment))
    writer = FormulaWriter(shape, 1, 2, names)
    assert plain(row(writer.input(1))) == "x₃[b]"
    assert plain(row(writer.logits(1))) == "y₃[1]"
    trace = record(shape, initialise(shape, 0), [3, 2], [0, 0])
    found = explain(trace, Reference("quantity", "h", 1, 0, (4,)), names)
    assert found.term is not None
    assert "W_xh[5, :] · x₁" in plain(found.term.operands[0].formula)
    assert found.products[0].pick is None
    assert found.products[0].entries is not None
    assert found.products[0].entries.tolist() == [1, 1]
    logit = explain(trace, Reference("logits", "", 0, 0, (0,)), names)
    assert logit.term is not None
    assert "W_hy[0, :]" in plain(logit.term.formula)
