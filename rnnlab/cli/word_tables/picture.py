"""What ``rnnlab picture`` says."""

WORDS = {
    "picture": {
        "en": "Write a picture of the window, any of its scenes, to a PNG file. Needs no screen.",
        "ko": "창의 그림을 장면 하나를 골라 PNG 파일로 저장합니다. 화면이 없어도 됩니다.",
    },
    "picture.file": {
        "en": "a .rnnlab, .rnntext or .rnncaption file to show; without it what the scene begins with",
        "ko": "보여 줄 .rnnlab, .rnntext, .rnncaption 파일. 없으면 장면의 첫 모습",
    },
    "picture.scene": {
        "en": "the scene to show ({known}); default: the one that opens FILE, or the first",
        "ko": "보여 줄 장면({known}). 기본값은 FILE을 여는 장면이나 첫 장면",
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
