"""About phrase books."""

TABLE = {
    "phrases.empty": {
        "en": "The phrase book is empty. Write one phrase a line, such as 기억 속으로.",
        "ko": "문구가 없습니다. 기억 속으로처럼 한 줄에 하나씩 쓰십시오.",
    },
    "phrases.text_too_long": {
        "en": "The phrase book has {count} characters; at most {limit} can be read. Shorten it.",
        "ko": "문구 목록이 {count}자입니다. {limit}자까지만 읽을 수 있으니 줄이십시오.",
    },
    "phrases.too_many": {
        "en": "At most {limit} phrases can be learnt; line {line} is one too many. Delete some.",
        "ko": "문구는 {limit}개까지 배울 수 있는데 {line}번째 줄에서 넘칩니다. 몇 줄을 지우십시오.",
    },
    "phrases.too_long": {
        "en": "Line {line} (“{phrase}”) has {count} letters; at most {limit} are possible. Shorten it or"
        " break it into two lines.",
        "ko": "{line}번째 줄(“{phrase}”)이 {count}글자입니다. {limit}글자까지만 쓸 수 있으니"
        " 줄이거나 두 줄로 나누십시오.",
    },
    "phrases.too_many_symbols": {
        "en": "There are more than {limit} different letters (from line {line} on). Use fewer phrases.",
        "ko": "서로 다른 글자가 {limit}개를 넘습니다({line}번째 줄부터). 문구를 줄이십시오.",
    },
    "phrases.character": {
        "en": "Line {line}: character {position} ({symbol}) is half of a character and cannot be read."
        " Delete it.",
        "ko": "{line}번째 줄의 {position}번째 문자({symbol})는 반쪽짜리라서 읽을 수 없습니다. 지우십시오.",
    },
    "phrases.cleaned": {
        "en": "Control characters were left out (line {lines}).",
        "ko": "눈에 보이지 않는 제어 문자를 빼고 읽었습니다({lines}번째 줄).",
    },
    "phrases.encoding": {
        "en": "“{name}” was read as {encoding}. If the letters look wrong, save the file as UTF-8.",
        "ko": "“{name}” 파일을 {encoding}로 읽었습니다."
        " 글자가 이상하면 파일을 UTF-8로 저장해서 다시 여십시오.",
    },
    "phrases.not_text": {
        "en": "“{name}” is no text, or in an unknown encoding. Save it as plain text in UTF-8.",
        "ko": "“{name}” 파일은 글이 아니거나 알 수 없는 인코딩입니다. UTF-8 텍스트 파일로 저장해서 여십시오.",
    },
    "phrases.file_too_large": {
        "en": "“{name}” is too large for a phrase book (at most {limit} characters). Choose a shorter text.",
        "ko": "“{name}” 파일은 문구 목록으로 쓰기에 너무 큽니다({limit}자까지). 더 짧은 글을 고르십시오.",
    },
}
