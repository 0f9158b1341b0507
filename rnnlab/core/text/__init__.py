"""Character models: a net reads a long text and learns to write on.

``corpora``
    Where texts come from: bundled, generated, installed, downloaded, a person's own; `corpora.read`.
``corpus``, ``encoding``
    A text as indices; recognising encodings.
``settings``, ``windows``
    What a person sets; the text cut into windows.
``training``
    `training.train`: the iterator of reports, with a `training.TextRun` (what), a `record.TextState` (where
    it stands), `training.Controls` (pause, last step) and a `record.Record` (its past, filled by
    `training.take`).
``engines``, ``engine_torch``, ``engine_choice``
    What computes, and finding out which is fastest.
``diary``, ``measures``, ``c_pieces``
    What a net writes while it learns, and how good that is.
``sampling``
    `sampling.write`: text in chunks.
``inside``, ``features``
    `inside.look`: every unit at every character, what units follow, the likeliest next letters.
``store``
    ``.rnntext`` files, from which a run goes on exactly.
"""
