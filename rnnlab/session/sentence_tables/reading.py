"""About questions that a net reads to their end: sums, echoes and copies."""

TABLE = {
    "sum.two_numbers": {
        "en": "Write two numbers with a + between them, such as 13 + 9.",
        "ko": "13 + 9처럼 두 수를 +로 이어 쓰십시오.",
    },
    "sum.empty": {
        "en": "A number is missing here. Type one, such as 13.",
        "ko": "수가 빠졌습니다. 13 같은 수를 입력하십시오.",
    },
    "sum.number": {
        "en": "“{value}” is not a whole number. Use the digits 0 to 9, without a sign.",
        "ko": "“{value}”{value:은/는} 자연수가 아닙니다. 부호 없이 숫자 0–9로 쓰십시오.",
    },
    "sum.bit": {
        "en": "“{value}” is not a binary number. Use only 0 and 1.",
        "ko": "“{value}”{value:은/는} 이진수가 아닙니다. 0과 1만 쓰십시오.",
    },
    "sum.too_long": {
        "en": "A number may have up to {limit} bits.",
        "ko": "한 수는 {limit}비트까지 쓸 수 있습니다.",
    },
    "echo.one_symbol": {
        "en": "Type one symbol of the box: the net shall say it again after the delay.",
        "ko": "글자 보관함의 글자 하나를 입력하십시오. 신경망이 지연 뒤에 그 글자를 다시 말합니다.",
    },
    "copy.span": {
        "en": "The net has learnt to repeat {span} symbols; there are {count} here.",
        "ko": "신경망은 글자 {span}개를 되풀이하는 것을 배웠습니다. 지금은 {count}개입니다.",
    },
}
