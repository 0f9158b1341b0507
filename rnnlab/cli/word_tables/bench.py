"""What ``rnnlab bench`` says."""

WORDS = {
    "bench": {
        "en": "Measure the speed on this computer, side by side with plain torch.",
        "ko": "이 컴퓨터에서의 속도를 보통 torch와 나란히 잽니다.",
    },
    "bench.names": {
        "en": "what to measure, e.g. steps, window, window.frames; default: everything",
        "ko": "잴 것. 예: steps, window, window.frames. 기본값은 모두",
    },
    "bench.long": {
        "en": "measure the window longer: its memory for an hour",
        "ko": "창을 더 오래 잽니다. 메모리는 한 시간 동안 봅니다",
    },
    "bench.short": {
        "en": "captions: only pictures a second, not the time until captions are right",
        "ko": "captions에서 초당 그림 수만 잽니다. 설명이 맞을 때까지 걸리는 시간은 재지 않습니다",
    },
    "bench.json": {
        "en": "print the results as JSON, the report to standard error",
        "ko": "결과를 JSON으로 출력합니다. 보고서는 표준 오류로 나갑니다",
    },
}
