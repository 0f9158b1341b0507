from rnnlab.scene.text.known_words import known_spans


def test_words_of_the_corpus_are_told_from_others() -> None:
    text = "The 'rose thonk, thou'lt 12 사랑"
    words = frozenset({"the", "rose", "thou'lt", "사랑"})
    found = [(text[span.start : span.stop], span.is_known) for span in known_spans(text, words)]
    assert found == [
        ("The", True),
        ("'rose", True),
        ("thonk", False),
        ("thou'lt", True),
        ("사랑", True),
    ]
    assert known_spans("12 + 3 ''", words) == ()
