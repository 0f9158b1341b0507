"""About sweeps: settings that are varied, and their ranges."""

TABLE = {
    "sweep.axis": {
        "en": "“{axis}” cannot be varied. Possible: {known}.",
        "ko": "“{axis}”{axis:은/는} 바꾸어 볼 수 없습니다. 쓸 수 있는 것: {known}.",
    },
    "sweep.empty": {
        "en": "There are no values for “{axis}”. Write them as 2,4,8 or as a range with a number, 2..64:10.",
        "ko": "“{axis}”의 값이 없습니다. 2,4,8처럼 쓰거나 2..64:10처럼 범위와 개수를 쓰십시오.",
    },
    "sweep.range": {
        "en": "{field}: the range must ascend and lie between {low} and {high}.",
        "ko": "{field}: 범위는 작은 값에서 큰 값으로, {low} 이상 {high} 이하여야 합니다.",
    },
    "sweep.value": {
        "en": "“{value}” is not understood in {axis}. Write 2,4,8 or 2..64:10.",
        "ko": "{axis}의 “{value}”{value:을/를} 알 수 없습니다. 2,4,8이나 2..64:10처럼 쓰십시오.",
    },
    "sweep.twice": {
        "en": "“{axis}” is varied twice; one axis a setting.",
        "ko": "“{axis}”{axis:을/를} 두 번 바꾸려고 했습니다. 설정마다 축은 하나입니다.",
    },
}
