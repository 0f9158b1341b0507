"""The sentences themselves, by subject; `rnnlab.session.sentences` says how they are written."""

from collections.abc import Mapping

from rnnlab.session.sentence_tables import (
    captions,
    cell_names,
    cells,
    commands,
    experiment,
    fields,
    files,
    game,
    phrases,
    reading,
    sweep,
    text,
    training,
    vocabulary,
)

__all__ = ["ALL", "FIELDS"]

ALL: Mapping[str, Mapping[str, str]] = {
    **vocabulary.TABLE,
    **cells.TABLE,
    **cell_names.TABLE,
    **experiment.TABLE,
    **training.TABLE,
    **files.TABLE,
    **game.TABLE,
    **commands.TABLE,
    **sweep.TABLE,
    **captions.TABLE,
    **phrases.TABLE,
    **reading.TABLE,
    **text.TABLE,
}
FIELDS: Mapping[str, Mapping[str, str]] = fields.TABLE
