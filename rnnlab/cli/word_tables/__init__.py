"""The words of the commands that have many, one file each."""

from collections.abc import Mapping

from rnnlab.cli.word_tables import bench, caption, cells, picture, sweep, text

WORDS: Mapping[str, Mapping[str, str]] = {
    **picture.WORDS,
    **sweep.WORDS,
    **text.WORDS,
    **caption.WORDS,
    **cells.WORDS,
    **bench.WORDS,
}
