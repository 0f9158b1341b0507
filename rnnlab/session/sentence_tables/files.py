"""About files."""

TABLE = {
    "file.no_scene": {
        "en": "Nothing can be opened or saved here. Go to a scene with files first.",
        "ko": "여기서는 파일을 열거나 저장할 수 없습니다. 파일을 쓰는 장면으로 가십시오.",
    },
}
