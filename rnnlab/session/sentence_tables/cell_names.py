"""About the names and files of a person's own cells."""

TABLE = {
    "cell_name.empty": {
        "en": "Give the cell a name.",
        "ko": "셀의 이름을 쓰십시오.",
    },
    "cell_name.too_long": {
        "en": "The name is too long; at most {limit} characters.",
        "ko": "이름이 너무 깁니다. {limit}자까지 쓸 수 있습니다.",
    },
    "cell_name.character": {
        "en": "“{character}” cannot be in a cell's name. Use letters, digits, spaces, - and _.",
        "ko": "셀의 이름에는 “{character}”{character:을/를} 쓸 수 없습니다."
        " 글자, 숫자, 빈칸, -, _를 쓰십시오.",
    },
    "cell_name.reserved": {
        "en": "“{name}” cannot be a cell's name. Choose another one.",
        "ko": "“{name}”{name:은/는} 셀의 이름이 될 수 없습니다. 다른 이름을 고르십시오.",
    },
    "cell_name.taken": {
        "en": "There is a cell called “{name}” already. Choose another name.",
        "ko": "“{name}”(이)라는 셀이 이미 있습니다. 다른 이름을 고르십시오.",
    },
    "cell_name.not_removed": {
        "en": "The file of “{name}” could not be deleted.",
        "ko": "“{name}”의 파일을 지우지 못했습니다.",
    },
    "cell_name.too_many_drafts": {
        "en": "There are {limit} unsaved cells already. Save or delete some first.",
        "ko": "저장하지 않은 셀이 이미 {limit}개 있습니다. 먼저 몇 개를 저장하거나 지우십시오.",
    },
}
