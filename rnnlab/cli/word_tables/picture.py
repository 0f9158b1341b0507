"""What ``rnnlab picture`` says."""

WORDS = {
    "picture": {
        "en": "Write a picture of the window, with a trained net in it, to a PNG file. Needs no screen.",
        "ko": "학습한 신경망이 있는 창의 그림을 PNG 파일로 저장합니다. 화면이 없어도 됩니다.",
    },
    "picture.file": {
        "en": "a .rnnlab file to show; without it the first example is trained",
        "ko": "보여 줄 .rnnlab 파일. 없으면 첫 예제를 학습시킵니다",
    },
    "picture.output": {"en": "the PNG file to write", "ko": "저장할 PNG 파일"},
    "picture.size": {
        "en": "width and height of the window; default {default}",
        "ko": "창의 너비와 높이. 기본값 {default}",
    },
    "picture.theme": {"en": "light or dark; default {default}", "ko": "light나 dark. 기본값 {default}"},
    "picture.language": {
        "en": "ko or en; default: the language of this command",
        "ko": "ko나 en. 기본값은 이 명령의 언어",
    },
    "picture.ask": {"en": "ask the net to go on from this", "ko": "신경망에 물어볼 앞부분"},
    "picture.time_step": {
        "en": "the time step in focus, from 1",
        "ko": "가운데에 크게 보일 시점, 1부터",
    },
    "picture.saved": {"en": "Saved to {name}.", "ko": "{name}에 저장했습니다."},
}
