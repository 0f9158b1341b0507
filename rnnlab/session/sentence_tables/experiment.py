"""About settings; ``{field}`` is the name of the field at which the Problem stands."""

TABLE = {
    "experiment.choice": {
        "en": "{field} cannot be “{value}”. Possible: {choices}.",
        "ko": "{field:으로/로} “{value}”{value:은/는} 쓸 수 없습니다. 쓸 수 있는 것: {choices}.",
    },
    "experiment.range": {
        "en": "{field} must lie between {low} and {high}; {value} does not.",
        "ko": "{field:은/는} {low} 이상 {high} 이하여야 합니다. 지금 값은 {value}입니다.",
    },
    "experiment.above": {
        "en": "{field} must lie above {low} and not above {high}; {value} does not.",
        "ko": "{field:은/는} {low}보다 크고 {high} 이하여야 합니다. 지금 값은 {value}입니다.",
    },
    "experiment.below": {
        "en": "{field} must be at least {low} and below {high}; {value} is not.",
        "ko": "{field:은/는} {low} 이상이고 {high}보다 작아야 합니다. 지금 값은 {value}입니다.",
    },
    "experiment.type": {
        "en": "{field} holds something of another kind ({value}).",
        "ko": "{field:이/가} 알맞은 종류의 값이 아닙니다({value}).",
    },
    "experiment.too_large": {
        "en": "This net would need {gigabytes} GB for one step; {limit} GB are the limit."
        " Choose a smaller hidden size or vocabulary.",
        "ko": "이 신경망은 한 번 학습하는 데 {gigabytes} GB가 필요합니다({limit} GB까지)."
        " 은닉 크기나 글자 수를 줄이십시오.",
    },
    "device.missing": {
        "en": "There is no {device} device on this computer. Choose CPU or automatic.",
        "ko": "이 컴퓨터에는 {device} 장치가 없습니다. CPU나 자동을 고르십시오.",
    },
    "backend.unavailable": {
        "en": "The backend {backend} cannot be used here ({detail}). Choose automatic.",
        "ko": "여기서는 계산 방식 {backend:을/를} 쓸 수 없습니다({detail}). 자동을 고르십시오.",
    },
    "preset.unknown": {
        "en": "There is no example “{name}”. Known ones: {known}.",
        "ko": "“{name}”{name:이라는/라는} 예제는 없습니다. 있는 예제: {known}.",
    },
}
