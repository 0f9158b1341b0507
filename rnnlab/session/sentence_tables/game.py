"""What can be wrong in the game, and with its two files."""

TABLE = {
    "game.too_few": {
        "en": "The game needs at least {least} symbols in this order; there are {count}.",
        "ko": "이 순서로 놀려면 글자가 {least}개 이상 있어야 합니다. 지금은 {count}개입니다.",
    },
    "game.too_many": {
        "en": "The game takes up to {limit} symbols; there are {count}.",
        "ko": "게임에는 글자를 {limit}개까지 쓸 수 있습니다. 지금은 {count}개입니다.",
    },
    "game.unknown_symbol": {
        "en": "No symbol of the box begins with “{text}”. Try another key.",
        "ko": "“{text}”{text:으로/로} 시작하는 글자가 보관함에 없습니다. 다른 글쇠를 누르십시오.",
    },
    "game.settings": {
        "en": "The game’s settings hold something they cannot hold ({name}).",
        "ko": "게임 설정에 쓸 수 없는 값이 있습니다({name}).",
    },
    "game.scores_broken": {
        "en": "The best scores could not be read. They were kept as “{name}” in {folder}; a new list begins.",
        "ko": "최고 기록을 읽을 수 없습니다. {folder} 폴더에 “{name}” 파일로 남겨 두고 새로 시작합니다.",
    },
    "game.unfinished_broken": {
        "en": "The game left in the middle could not be read. It was kept as “{name}” in {folder}.",
        "ko": "하다 만 게임을 읽을 수 없습니다. {folder} 폴더에 “{name}” 파일로 남겨 두었습니다.",
    },
}
