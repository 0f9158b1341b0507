"""About the vocabulary and the prefix that is asked."""

TABLE = {
    "vocabulary.empty": {
        "en": "The vocabulary is empty. Type symbols, such as 가-하, A-Z or do, re, mi.",
        "ko": "글자 보관함이 비어 있습니다. 가-하, A-Z, 도, 레, 미처럼 글자를 입력하십시오.",
    },
    "vocabulary.one_symbol": {
        "en": "There is only one symbol, “{symbol}”. A sequence needs at least two.",
        "ko": "글자가 “{symbol}” 하나뿐입니다. 수열에는 글자가 둘 이상 필요합니다.",
    },
    "vocabulary.too_many": {
        "en": "That makes {count} symbols; at most {limit} are possible. Choose a shorter range.",
        "ko": "글자가 {count}개입니다. {limit}개까지만 쓸 수 있으니 범위를 줄이십시오.",
    },
    "vocabulary.too_long": {
        "en": "The text has {count} characters; at most {limit} can be read. Shorten it.",
        "ko": "입력한 글이 {count}자입니다. {limit}자까지만 읽을 수 있으니 줄이십시오.",
    },
    "vocabulary.symbol_too_long": {
        "en": "“{symbol}” is too long for one symbol (at most {limit} characters)."
        " Put spaces or commas between symbols.",
        "ko": "“{symbol}” 하나가 너무 깁니다({limit}자까지). 글자 사이에 빈칸이나 쉼표를 넣으십시오.",
    },
    "vocabulary.character": {
        "en": "Character {position} ({symbol}) is half of a character and cannot be read. Delete it.",
        "ko": "{position}번째 문자({symbol})는 반쪽짜리라서 읽을 수 없습니다. 지우십시오.",
    },
    "vocabulary.range": {
        "en": "“{first}-{last}” (at {position}) is no range: both ends must be of the same script,"
        " as in 가-하 or A-Z.",
        "ko": "“{first}-{last}”({position}번째 자리)는 범위가 아닙니다."
        " 가-하, A-Z처럼 양 끝이 같은 종류의 글자여야 합니다.",
    },
    "vocabulary.range_open": {
        "en": "The range at {position} has no end. Write where it stops, as in 가 … 하.",
        "ko": "{position}번째 자리의 범위에 끝이 없습니다. 가 … 하처럼 끝나는 글자를 쓰십시오.",
    },
    "vocabulary.duplicates": {
        "en": "Repeated symbols count once: {symbols}.",
        "ko": "되풀이된 글자는 한 번만 셉니다: {symbols}.",
    },
    "vocabulary.spelled": {
        "en": "“{text}” was read letter by letter. Put commas between the words to keep them whole.",
        "ko": "“{text}”{text:을/를} 한 글자씩 읽었습니다. 낱말째 쓰려면 사이에 쉼표를 넣으십시오.",
    },
    "prefix.unknown": {
        "en": "“{symbol}” (at {position}) is not in the vocabulary.",
        "ko": "“{symbol}”({position}번째)은(는) 글자 보관함에 없습니다.",
    },
    "prefix.too_long": {
        "en": "That is too long; at most {limit} symbols can be asked at once.",
        "ko": "너무 깁니다. 한 번에 {limit}글자까지 물어볼 수 있습니다.",
    },
    "prefix.temperature": {
        "en": "The temperature must lie above 0 and not above {limit}.",
        "ko": "온도는 0보다 크고 {limit} 이하여야 합니다.",
    },
    "prefix.empty": {
        "en": "The beginning is empty. Write at least one symbol of the vocabulary.",
        "ko": "앞부분이 비어 있습니다. 글자 보관함의 글자를 하나 이상 쓰십시오.",
    },
}
