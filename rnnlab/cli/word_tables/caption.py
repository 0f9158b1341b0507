"""What ``rnnlab caption`` says."""

WORDS = {
    "caption": {
        "en": "Train a net that says what is in a picture, or let a trained one say it. Ctrl-C stops training"
        " and saves; --resume goes on exactly where it stood.",
        "ko": "그림에 무엇이 있는지 말하는 신경망을 학습시키거나, 학습한 신경망이 말하게 합니다. Ctrl-C를"
        " 누르면 멈추고 저장합니다. --resume을 쓰면 멈춘 곳에서 그대로 이어집니다.",
    },
    "caption.what": {
        "en": "train; draw: draw a scene by lot to a PNG file; code: write a file's net as a program; or"
        " a .rnncaption file that is to speak",
        "ko": "train(학습), draw(장면 하나를 뽑아 PNG 파일로 그리기), code(파일의 신경망을 PyTorch"
        " 프로그램으로 쓰기), 또는 설명할 .rnncaption 파일",
    },
    "caption.pictures": {
        "en": "pictures to describe (PNG, JPEG, BMP, GIF, WebP, TIFF)",
        "ko": "설명할 그림(PNG, JPEG, BMP, GIF, WebP, TIFF)",
    },
    "caption.folder": {
        "en": "learn from your own pictures: a folder with a CSV file of “file name,caption” lines",
        "ko": "내 그림으로 배웁니다. “파일 이름,설명” 줄이 있는 CSV 파일과 그림이 든 폴더",
    },
    "caption.resume": {
        "en": "go on training the net in FILE; pictures and net cannot change",
        "ko": "파일에 있는 신경망을 이어서 학습합니다. 그림과 신경망은 바꿀 수 없습니다",
    },
    "caption.language": {
        "en": "of the drawn scenes' captions: {choices}; default {default}",
        "ko": "그린 장면의 설명에 쓸 언어: {choices}. 기본값 {default}",
    },
    "caption.shapes": {
        "en": "most shapes in a drawn scene, 1 to 3; fewer are as frequent; default {default}",
        "ko": "그린 장면 하나에 들어갈 도형 수의 최댓값, 1–3. 더 적은 장면도 같은 비율로 나옵니다."
        " 기본값 {default}",
    },
    "caption.channels": {
        "en": "feature maps of the first block, doubled up to the last block; default {default}",
        "ko": "첫 블록의 특징 맵 수. 마지막 블록 앞까지 두 배씩 늘어납니다. 기본값 {default}",
    },
    "caption.blocks": {
        "en": "conv-conv-maxpool blocks, 2 to 4; default {default}",
        "ko": "conv-conv-maxpool 블록 수, 2–4. 기본값 {default}",
    },
    "caption.last-channels": {
        "en": "feature maps of the last block, 2 to 512; default {default}",
        "ko": "마지막 블록의 특징 맵 수, 2–512. 기본값 {default}",
    },
    "caption.features": {
        "en": "size of the feature vector; default {default}",
        "ko": "특징 벡터의 크기. 기본값 {default}",
    },
    "caption.handover": {
        "en": "the features come with every word or before the first: {choices}; default {default}",
        "ko": "특징을 낱말마다(every) 넣거나 첫 낱말 앞에(first) 한 번 넣습니다: {choices}. 기본값 {default}",
    },
    "caption.embedding": {
        "en": "size of an embedded word; default {default}",
        "ko": "낱말 임베딩의 크기. 기본값 {default}",
    },
    "caption.cell": {
        "en": "the decoder's cell, one of {choices}; default {default}",
        "ko": "디코더의 셀, {choices} 가운데 하나. 기본값 {default}",
    },
    "caption.hidden": {
        "en": "hidden size of the decoder; default {default}",
        "ko": "디코더의 은닉 크기. 기본값 {default}",
    },
    "caption.layers": {
        "en": "layers of the decoder; default {default}",
        "ko": "디코더의 층 수. 기본값 {default}",
    },
    "caption.seed": {
        "en": "seed of the weights and the pictures; default {default}",
        "ko": "가중치와 그림의 시드. 기본값 {default}",
    },
    "caption.lr": {
        "en": "greatest learning rate: it rises to it, then falls; default {default}",
        "ko": "가장 큰 학습률. 여기까지 올랐다가 내려갑니다. 기본값 {default}",
    },
    "caption.batch": {
        "en": "pictures a step; default {default}",
        "ko": "단계마다 볼 그림 수. 기본값 {default}",
    },
    "caption.steps": {
        "en": "training steps of the whole schedule; default {default}",
        "ko": "전체 학습 횟수. 기본값 {default}",
    },
    "caption.device": {
        "en": "one of {choices}; default {default}",
        "ko": "{choices} 가운데 하나. 기본값 {default}",
    },
    "caption.output": {
        "en": "save the net to this .rnncaption file; with draw: the PNG file, with code: the program",
        "ko": "신경망을 이 .rnncaption 파일에 저장합니다. draw에서는 PNG 파일, code에서는 프로그램",
    },
    "caption.beam": {
        "en": "how many captions to look for at once; default 1, the likeliest word each time",
        "ko": "한꺼번에 찾을 설명 수. 기본값 1은 매번 가장 확률이 높은 낱말을 고릅니다",
    },
    "caption.held_out": {
        "en": "draw: a combination that training never sees",
        "ko": "draw에서 학습에 나오지 않는 조합을 그립니다",
    },
    "caption.reading": {
        "en": "reading pictures: {done} of {total}",
        "ko": "그림을 읽고 있습니다: {total}개 가운데 {done}개",
    },
    "caption.split": {
        "en": "{learnt} captions to learn from, {examined} pictures kept back; {words} words.",
        "ko": "설명 {learnt}개로 배우고 그림 {examined}개는 시험에 남겨 둡니다. 낱말은 {words}개입니다.",
    },
    "caption.progress": {
        "en": "step {step} of {last} · loss {loss} · {right} right · {rate} pictures/s{eta}",
        "ko": "{last}단계 가운데 {step} · 손실 {loss} · 정답 {right} · 초당 그림 {rate}개{eta}",
    },
    "caption.result": {
        "en": "{right} of {total} captions right word for word ({share}), on pictures never trained on.",
        "ko": "학습에서 보지 않은 그림 {total}개 가운데 {right}개의 설명이 낱말까지 모두 맞습니다({share}).",
    },
    "caption.summary": {
        "en": "{steps} steps in {seconds} s on {device}.",
        "ko": "{steps}단계를 {seconds}초 동안 학습했습니다({device}).",
    },
    "caption.written": {
        "en": "The program is in {program}, its weights in {weights}.",
        "ko": "프로그램은 {program}에, 가중치는 {weights}에 저장했습니다.",
    },
    "caption.nothing": {"en": "other", "ko": "그 밖"},
    "caption.color": {"en": "colour", "ko": "색"},
    "caption.kind": {"en": "shape", "ko": "모양"},
    "caption.size": {"en": "size", "ko": "크기"},
    "caption.relation": {"en": "place", "ko": "위치"},
    "caption.red": {"en": "red", "ko": "빨간"},
    "caption.yellow": {"en": "yellow", "ko": "노란"},
    "caption.green": {"en": "green", "ko": "초록"},
    "caption.blue": {"en": "blue", "ko": "파란"},
    "caption.purple": {"en": "purple", "ko": "보라"},
    "caption.circle": {"en": "circle", "ko": "동그라미"},
    "caption.square": {"en": "square", "ko": "네모"},
    "caption.triangle": {"en": "triangle", "ko": "세모"},
    "caption.star": {"en": "star", "ko": "별"},
    "caption.small": {"en": "small", "ko": "작은"},
    "caption.large": {"en": "large", "ko": "큰"},
    "caption.left": {"en": "left", "ko": "왼쪽"},
    "caption.right": {"en": "right", "ko": "오른쪽"},
    "caption.above": {"en": "above", "ko": "위"},
    "caption.below": {"en": "below", "ko": "아래"},
    "caption.inside": {"en": "inside", "ko": "안"},
}
