"""About training, and about weights and units that are touched."""

TABLE = {
    "training.memory": {
        "en": "There is not enough memory for this net. Choose a smaller hidden size or vocabulary.",
        "ko": "이 신경망에 쓸 메모리가 모자랍니다. 은닉 크기나 글자 수를 줄이십시오.",
    },
    "training.failed": {
        "en": "Training stopped unexpectedly ({detail}). The last weights are kept.",
        "ko": "학습이 뜻밖에 멈추었습니다({detail}). 마지막 가중치는 그대로 있습니다.",
    },
    "touch.not_finite": {
        "en": "That is not a number. Type one, such as 0 or -0.5.",
        "ko": "수가 아닙니다. 0, -0.5 같은 수를 입력하십시오.",
    },
    "touch.too_large": {
        "en": "A weight may be at most {limit} in size.",
        "ko": "가중치의 크기는 {limit:을/를} 넘을 수 없습니다.",
    },
    "training.diverged": {
        "en": "At step {step} the loss was no longer a number. The weights before it are kept."
        " Try a lower learning rate or gradient clipping.",
        "ko": "{step}단계에서 손실이 수가 아니게 되었습니다. 그 직전의 가중치는 그대로 있습니다."
        " 학습률을 낮추거나 기울기를 잘라 보십시오.",
    },
}
