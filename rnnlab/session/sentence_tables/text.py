"""About texts, and about nets that learn them."""

TABLE = {
    "corpus.empty": {
        "en": "“{name}” is empty. Choose a file with some text in it.",
        "ko": "‘{name}’ 파일이 비어 있습니다. 글이 있는 파일을 고르십시오.",
    },
    "corpus.binary": {
        "en": "“{name}” is not a text file. Save its text as a .txt file and choose that.",
        "ko": "‘{name}’ 파일은 텍스트가 아닙니다. 글을 .txt 파일로 저장해서 고르십시오.",
    },
    "corpus.short": {
        "en": "“{name}” is too short to learn from. Characters in it: {count}; needed: at least {least}.",
        "ko": "‘{name}’에는 글자가 {count}개뿐입니다. 무엇이든 배우려면 적어도 {least}개가 있어야 합니다.",
    },
    "corpus.one_symbol": {
        "en": "“{name}” repeats one character only. There is nothing to learn in it.",
        "ko": "‘{name}’에는 같은 글자만 되풀이됩니다. 배울 것이 없습니다.",
    },
    "corpus.too_large": {
        "en": "“{name}” has {size} MB; up to {limit} MB can be read. Choose a part of it.",
        "ko": "‘{name}’의 크기는 {size} MB입니다. {limit} MB까지 읽을 수 있으니 일부만 고르십시오.",
    },
    "corpus.missing": {
        "en": "“{name}” is not there any more. Choose the text again.",
        "ko": "‘{name}’ 파일이 없습니다. 텍스트를 다시 고르십시오.",
    },
    "corpus.unreadable": {
        "en": "“{name}” cannot be read ({reason}).",
        "ko": "‘{name}’ 파일을 읽을 수 없습니다({reason}).",
    },
    "corpus.no_path": {
        "en": "Choose a file or a folder.",
        "ko": "파일이나 폴더를 고르십시오.",
    },
    "corpus.no_files": {
        "en": "The folder “{name}” has no files to read.",
        "ko": "‘{name}’ 폴더에는 읽을 파일이 없습니다.",
    },
    "corpus.too_many": {
        "en": "The folder “{name}” has more than {limit} files. Choose one inside it.",
        "ko": "‘{name}’ 폴더에는 파일이 {limit}개보다 많습니다. 그 안의 폴더를 고르십시오.",
    },
    "corpus.left_out": {
        "en": "Files left out because they are no text or empty: {count} (such as “{name}”).",
        "ko": "텍스트가 아니거나 비어 있어서 뺀 파일: {count}개(‘{name}’ 등).",
    },
    "corpus.rare": {
        "en": "The text has more than {limit} kinds of characters. The rarest ones share one symbol; it"
        " stands for {count} characters of the text.",
        "ko": "텍스트에 글자가 {limit}가지보다 많습니다. 가장 드문 글자들은 한 기호로 함께 나타내며,"
        " 텍스트에서 모두 {count}자입니다.",
    },
    "corpus.no_library": {
        "en": "This program came without Python's own source files. Choose another text.",
        "ko": "이 프로그램에는 파이썬 소스 파일이 들어 있지 않습니다. 다른 텍스트를 고르십시오.",
    },
    "corpus.offline": {
        "en": "The text cannot be downloaded: no connection. Choose another text, or try again later.",
        "ko": "인터넷에 연결되지 않아 내려받을 수 없습니다. 다른 텍스트를 고르거나 나중에 다시 해 보십시오.",
    },
    "corpus.refused": {
        "en": "The server does not give the text out (status {status}). Try again later.",
        "ko": "서버가 텍스트를 내주지 않습니다(상태 {status}). 나중에 다시 해 보십시오.",
    },
    "corpus.interrupted": {
        "en": "The connection broke off after {done} of {total} bytes. Trying again goes on from there.",
        "ko": "{total}바이트 가운데 {done}바이트를 받고 연결이 끊겼습니다. 다시 하면 거기서부터 이어집니다.",
    },
    "corpus.changed": {
        "en": "What was downloaded is not the text expected (“{name}”), so it was thrown away. Try again.",
        "ko": "내려받은 것이 기대한 텍스트(‘{name}’)와 달라서 버렸습니다. 다시 해 보십시오.",
    },
    "corpus.no_space": {
        "en": "“{name}” cannot be stored ({reason}).",
        "ko": "‘{name}’ 파일을 저장할 수 없습니다({reason}).",
    },
    "corpus.another": {
        "en": "“{name}” is not the text this net was trained on. It can write, but to train on it needs that"
        " text.",
        "ko": "‘{name}’ 텍스트는 이 신경망이 배운 글과 다릅니다. 글을 쓸 수는 있지만, 이어서 학습하려면"
        " 그 글이 있어야 합니다.",
    },
    "corpus.not_in_file": {
        "en": "The file has the net, but not its text “{name}”, and that is not here either. The net can"
        " write and be looked into; to train on, open that text.",
        "ko": "파일에 신경망은 있지만 ‘{name}’ 글은 들어 있지 않고, 이 컴퓨터에서도 찾을 수 없습니다."
        " 글을 쓰게 하거나 들여다볼 수는 있습니다. 이어서 학습하려면 그 글을 여십시오.",
    },
    "corpus.memory": {
        "en": "There is not enough memory for this text. Choose a shorter one.",
        "ko": "이 텍스트를 읽을 메모리가 모자랍니다. 더 짧은 글을 고르십시오.",
    },
    "corpus.failed": {
        "en": "The text could not be read ({detail}).",
        "ko": "텍스트를 읽지 못했습니다({detail}).",
    },
    "text.memory": {
        "en": "There was not enough memory. {field} is {value}; try {proposal}. What was learnt is kept.",
        "ko": "메모리가 모자랐습니다. {field}의 값 {value:을/를} {proposal:으로/로} 줄여 보십시오."
        " 배운 것은 그대로 있습니다.",
    },
    "text.no_dropout": {
        "en": "The compiled backend knows no dropout. Choose torch or “automatic”.",
        "ko": "컴파일 방식에는 드롭아웃이 없습니다. torch나 ‘자동’을 고르십시오.",
    },
    "text.no_net": {
        "en": "There is no net yet. Train one first.",
        "ko": "아직 신경망이 없습니다. 먼저 학습시키십시오.",
    },
    "text.unknown_characters": {
        "en": "The net does not know these characters and leaves them out: {characters}",
        "ko": "신경망이 모르는 글자라서 뺐습니다: {characters}",
    },
    "text.nothing_known": {
        "en": "The net knows none of these characters. Try a text like the one it learnt.",
        "ko": "신경망이 아는 글자가 하나도 없습니다. 배운 글과 비슷한 글을 넣어 보십시오.",
    },
}
