from __future__ import annotations

import pytest

from rnnlab.core.text import measures
from rnnlab.core.text.c_pieces import is_accepted, pieces, type_names, without_directives
from tests.core.text.helpers import corpus


@pytest.mark.parametrize(
    "text, share",
    [
        ("a the cat sat z", 1.0),
        ("a the cot sat z", 2 / 3),
        ("a THE Cat, szt! z", 2 / 3),
        ("one word", None),
        ("", None),
    ],
)
def test_real_words(text: str, share: float | None) -> None:
    assert measures.real_words(text, frozenset({"the", "cat", "sat"})) == share


@pytest.mark.parametrize(
    "text, share",
    [
        (r"\begin{a} \begin{b} \end{b} \end{a}", 1.0),
        (r"\begin{a} \begin{b} \end{a}", 0.5),
        (r"\end{a} \begin{b} \end{b}", 0.5),
        (r"\begin{a} \end{b}", 0.0),
        (r"\begin{a} open at the end", None),
        (r"\begin{a} " + "long " * 200, 0.0),
        ("nothing", None),
    ],
)
def test_closed_environments(text: str, share: float | None) -> None:
    assert measures.closed_environments(text) == share


@pytest.mark.parametrize(
    "text, share", [("(a[b]{c})", 1.0), ("(a]", 0.0), ("()]", 0.5), ("(", None), ("a", None)]
)
def test_closed_brackets(text: str, share: float | None) -> None:
    assert measures.closed_brackets(text) == share


C = """
#ifdef X
#define LONG 1 \\
    + 2
typedef struct { int a; } Thing;   /* a thing */
#else
typedef int Thing;
#endif
static NPY_INLINE int add(Thing *x, npy_intp n)
{
    for (i = 0; i < n; i++) { x->a += i; }
    return x->a; // done
}
extern "C" {
int other(void), table[3];
"""


def test_c_is_cut_into_declarations() -> None:
    found = list(pieces(C))
    assert [piece.split()[0] for piece in found] == ["typedef", "static", "int"]
    names = type_names(C)
    assert {"Thing", "npy_intp"} <= names
    assert all(is_accepted(piece, names) for piece in found)


@pytest.mark.parametrize(
    "piece, accepted",
    [
        ("int f(int a) { return a; }", True),
        ("int f(int a) { return a }", False),
        ("int f(int a { return a; }", False),
        ("Unknown x;", False),
        ("}", False),
        ("@!$", False),
        ("static PyObject *x = 0;", True),
    ],
)
def test_a_parser_judges(piece: str, accepted: bool) -> None:
    assert is_accepted(piece, frozenset({"PyObject"})) is accepted


def test_the_first_branch_of_a_condition_stays() -> None:
    text = "a\n#if X\nb\n#if Y\nc\n#else\nd\n#endif\n#elif Z\ne\n#endif\nf"
    assert without_directives(text).split() == ["a", "b", "c", "f"]


def test_share_of_c_without_the_cut_ends() -> None:
    good = "int a;\n" * 4
    assert measures.accepted_c("cut; " + good + "int b", frozenset()) == 1.0
    assert measures.accepted_c("cut; int a; int = 3; x", frozenset()) == 0.5
    assert measures.accepted_c("int a;", frozenset()) is None


@pytest.mark.parametrize("kind", ["prose", "latex", "c", "python"])
def test_each_kind_has_its_measures(kind: str) -> None:
    text = corpus("the cat (sat) on the mat; \\begin{x} y \\end{x}\n" * 30, kind)  # type: ignore[arg-type]
    found = measures.measure(text.text(0, 300), text)
    assert tuple(found) == measures.names_of(kind)
    assert found["words"] == 1.0
    assert measures.baseline(text)["words"] == 1.0
