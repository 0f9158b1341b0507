"""About files."""

TABLE = {
    "file.no_scene": {
        "en": "Nothing can be opened or saved here. Go to a scene with files first.",
        "ko": "여기서는 파일을 열거나 저장할 수 없습니다. 파일을 쓰는 장면으로 가십시오.",
    },
    "file.other_scene": {
        "en": "“{name}” belongs to another scene (task “{task}”). Open it there.",
        "ko": "“{name}” 파일은 다른 장면의 파일입니다(과제 “{task}”). 그 장면에서 여십시오.",
    },
    "file.missing": {
        "en": "There is no file “{name}” any more. It may have been moved or renamed.",
        "ko": "“{name}” 파일이 없습니다. 옮기거나 이름을 바꾸지 않았는지 확인하십시오.",
    },
    "file.permission": {
        "en": "“{name}” may not be read. Ask its owner for permission, or copy it elsewhere.",
        "ko": "“{name}” 파일을 읽을 권한이 없습니다. 권한을 얻거나 다른 곳에 복사해서 여십시오.",
    },
    "file.unreadable": {
        "en": "“{name}” cannot be read: {reason}.",
        "ko": "“{name}” 파일을 읽을 수 없습니다({reason}).",
    },
    "file.empty": {
        "en": "“{name}” is empty. If there is another copy, open that one.",
        "ko": "“{name}” 파일이 비어 있습니다. 다른 사본이 있으면 그것을 여십시오.",
    },
    "file.foreign": {
        "en": "“{name}” was not saved by RNN Lab as a {ending} file. Choose one that was.",
        "ko": "“{name}” 파일은 RNN Lab이 저장한 {ending} 파일이 아닙니다. RNN Lab이 저장한 것을 고르십시오.",
    },
    "file.truncated": {
        "en": "“{name}” is cut off: its end is missing. Copy or download it again.",
        "ko": "“{name}” 파일의 뒷부분이 잘렸습니다. 다시 복사하거나 내려받으십시오.",
    },
    "file.damaged": {
        "en": "“{name}” is damaged and was not opened. If there is another copy, open that one.",
        "ko": "“{name}” 파일이 손상되어 열지 않았습니다. 다른 사본이 있으면 그것을 여십시오.",
    },
    "file.too_large": {
        "en": "“{name}” is larger than {limit} MB, the most that an RNN Lab file can have.",
        "ko": "“{name}” 파일이 너무 큽니다. RNN Lab 파일은 {limit} MB까지입니다.",
    },
    "file.newer": {
        "en": "“{name}” was made by a newer RNN Lab (file version {version}). Update to open it.",
        "ko": "“{name}” 파일은 더 새로운 RNN Lab에서 만들었습니다(파일 버전 {version})."
        " RNN Lab을 새 버전으로 바꾸면 열 수 있습니다.",
    },
    "file.not_finite": {
        "en": "“{name}” was not saved: the weights are no longer numbers. Reset the net first.",
        "ko": "가중치가 더는 수가 아니어서 “{name}” 파일에 저장하지 않았습니다."
        " 먼저 신경망을 초기화하십시오.",
    },
    "file.no_space": {
        "en": "“{name}” could not be saved: the disk is full. Make room or choose another place."
        " An older file is untouched.",
        "ko": "디스크가 가득 차서 “{name}” 파일을 저장하지 못했습니다."
        " 자리를 비우거나 다른 곳에 저장하십시오. 이전 파일은 그대로 있습니다.",
    },
    "file.no_folder": {
        "en": "“{name}” could not be saved: there is no folder {folder}. Choose another place.",
        "ko": "{folder} 폴더가 없어서 “{name}” 파일을 저장하지 못했습니다. 다른 곳에 저장하십시오.",
    },
    "file.not_writable": {
        "en": "“{name}” could not be saved: writing in {folder} is not allowed. Choose another place.",
        "ko": "{folder}에 쓸 권한이 없어서 “{name}” 파일을 저장하지 못했습니다. 다른 곳에 저장하십시오.",
    },
    "file.write_failed": {
        "en": "“{name}” could not be saved: {reason}. An older file is untouched.",
        "ko": "“{name}” 파일을 저장하지 못했습니다({reason}). 이전 파일은 그대로 있습니다.",
    },
    "file.failed": {
        "en": "Something unexpected went wrong with the file ({detail}). Please report it.",
        "ko": "파일을 다루다가 예상하지 못한 문제가 생겼습니다({detail}). 알려 주시면 고치겠습니다.",
    },
}
