"""About the command line."""

TABLE = {
    "picture.unready": {
        "en": "The net was still busy after {seconds} s, so no picture was taken.",
        "ko": "{seconds}초가 지나도 신경망이 멈추지 않아 그림을 만들지 못했습니다.",
    },
    "picture.scene": {
        "en": "There is no scene “{name}”. There are: {known}.",
        "ko": "“{name}” 장면은 없습니다. 있는 장면: {known}.",
    },
    "picture.other_scene": {
        "en": "“{name}” is opened in the scene “{home}”, not in “{scene}”. Leave out --scene.",
        "ko": "“{name}” 파일은 “{scene}” 장면이 아니라 “{home}” 장면에서 엽니다. --scene을 빼십시오.",
    },
    "picture.size": {
        "en": "“{value}” is not a size. Write width and height, such as 1440x900.",
        "ko": "“{value}”는 크기가 아닙니다. 1440x900처럼 너비와 높이를 쓰십시오.",
    },
    "command.unknown": {
        "en": "There is no command “{name}”. Commands: {known}. “rnnlab --help” tells more.",
        "ko": "“{name}”{name:이라는/라는} 명령은 없습니다. 명령: {known}. “rnnlab --help”를 보십시오.",
    },
    "command.unknown_argument": {
        "en": "“{argument}” is not understood. “{command} --help” shows what is.",
        "ko": "“{argument}”{argument:은/는} 쓸 수 없습니다."
        " 쓸 수 있는 것은 “{command} --help”가 보여 줍니다.",
    },
    "command.option": {
        "en": "The option {option} does not stand right: give it one value.",
        "ko": "옵션 {option:을/를} 잘못 썼습니다. 값을 하나 쓰십시오.",
    },
    "command.missing": {
        "en": "Something is missing. “{command} --help” shows how to write it.",
        "ko": "빠진 것이 있습니다. “{command} --help”가 쓰는 법을 보여 줍니다.",
    },
    "command.number": {
        "en": "{option} must be a number; “{value}” is none.",
        "ko": "{option}에는 수를 써야 합니다. “{value}”{value:은/는} 수가 아닙니다.",
    },
    "command.whole_number": {
        "en": "{option} must be a whole number; “{value}” is none.",
        "ko": "{option}에는 정수를 써야 합니다. “{value}”{value:은/는} 정수가 아닙니다.",
    },
    "command.range": {
        "en": "{option} must lie between {low} and {high}; {value} does not.",
        "ko": "{option:은/는} {low} 이상 {high} 이하여야 합니다. 지금 값은 {value}입니다.",
    },
    "command.not_with_resume": {
        "en": "{option} cannot be combined with --resume: the net in the file stays as it is.",
        "ko": "{option:은/는} --resume과 함께 쓸 수 없습니다. 파일에 있는 신경망은 바뀌지 않습니다.",
    },
    "command.not_together": {
        "en": "{option} and {other} cannot be combined: a phrase book has its own letters and order.",
        "ko": "{option:과/와} {other:은/는} 함께 쓸 수 없습니다."
        " 문구 목록에는 글자와 순서가 이미 들어 있습니다.",
    },
    "command.choice": {
        "en": "{option} “{value}” is none of these: {known}.",
        "ko": "{option} “{value}”{value:은/는} 없습니다. 쓸 수 있는 것: {known}.",
    },
    "command.other_cell": {
        "en": "The net in the file is of the cell “{cell}”, not “{name}”.",
        "ko": "파일에 있는 신경망의 셀은 “{name}”{name:이/가} 아니라 “{cell}”입니다.",
    },
    "bench.failed": {
        "en": "The measurement “{name}” did not come to an end: {detail}",
        "ko": "“{name}” 측정이 끝까지 되지 않았습니다. {detail}",
    },
    "bench.unknown": {
        "en": "There is no measurement “{name}”. There are: {known}.",
        "ko": "“{name}”{name:이라는/라는} 측정은 없습니다. 할 수 있는 측정: {known}.",
    },
}
