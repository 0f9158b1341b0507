"""What the fields of an experiment are called, for sentences with ``{field}``."""

TABLE = {
    "vocabulary": {"en": "The vocabulary", "ko": "글자 보관함"},
    "vocabulary_text": {"en": "The vocabulary", "ko": "글자 보관함"},
    "prefix": {"en": "The beginning", "ko": "앞부분"},
    "task": {"en": "The task", "ko": "과제"},
    "order": {"en": "The order", "ko": "순서"},
    "cell": {"en": "The cell", "ko": "셀"},
    "hidden_size": {"en": "The hidden size", "ko": "은닉 크기"},
    "layers": {"en": "The number of layers", "ko": "층 수"},
    "optimizer": {"en": "The optimizer", "ko": "최적화 방법"},
    "kind": {"en": "The kind", "ko": "종류"},
    "learning_rate": {"en": "The learning rate", "ko": "학습률"},
    "momentum": {"en": "The momentum", "ko": "모멘텀"},
    "clip_norm": {"en": "The gradient clipping", "ko": "기울기 자르기"},
    "seed": {"en": "The seed", "ko": "시드"},
    "stop": {"en": "The stop rule", "ko": "멈춤 조건"},
    "steps": {"en": "The number of steps", "ko": "학습 횟수"},
    "backend": {"en": "The backend", "ko": "계산 방식"},
    "device": {"en": "The device", "ko": "장치"},
    "experiment": {"en": "The experiment", "ko": "실험"},
}
