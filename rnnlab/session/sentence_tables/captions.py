"""About pictures, captions and drawings."""

TABLE = {
    "captions.no_folder": {
        "en": "No folder is given. Choose the folder that your pictures are in.",
        "ko": "폴더를 정하지 않았습니다. 그림이 있는 폴더를 고르십시오.",
    },
    "captions.no_combination": {
        "en": "{option} needs two shapes or more, because one alone makes no combination. Try {shapes}.",
        "ko": "도형 하나로는 조합이 없으므로 {option}에는 도형이 둘 이상 있어야 합니다. 예: {shapes}",
    },
    "captions.cell": {
        "en": "The cell “{name}” works on its input element by element, so its words cannot be shown one by"
        " one. Choose another cell, or let a matrix read x first.",
        "ko": "“{name}” 셀은 입력을 원소별로 계산하므로 낱말별로 보여 줄 수 없습니다."
        " 다른 셀을 고르거나, x를 먼저 행렬에 곱하도록 식을 바꾸십시오.",
    },
    "captions.failed": {
        "en": "Something unexpected went wrong while looking at the picture ({detail}). Please report it.",
        "ko": "그림을 보다가 예상하지 못한 문제가 생겼습니다({detail}). 알려 주시면 고치겠습니다.",
    },
    "captions.nothing_to_save": {
        "en": "“{name}” was not saved: there is no net yet. Read a folder of pictures first.",
        "ko": "아직 신경망이 없어서 “{name}” 파일에 저장하지 않았습니다. 먼저 그림 폴더를 읽으십시오.",
    },
    "folder.missing": {
        "en": "There is no folder “{name}”. It may have been moved or renamed.",
        "ko": "“{name}” 폴더가 없습니다. 옮기거나 이름을 바꾸지 않았는지 확인하십시오.",
    },
    "folder.no_csv": {
        "en": "There is no CSV file in “{name}”. Put a file {csv} beside the pictures, with a line"
        " “file name,caption” for each.",
        "ko": "“{name}” 폴더에 CSV 파일이 없습니다. 그림마다 “파일 이름,설명” 한 줄을 적은 {csv} 파일을"
        " 그림 옆에 두십시오.",
    },
    "folder.several_csv": {
        "en": "There are {count} CSV files in the folder. Call the one with the captions {csv}.",
        "ko": "폴더에 CSV 파일이 {count}개 있습니다. 설명이 적힌 파일의 이름을 {csv}로 바꾸십시오.",
    },
    "folder.csv": {
        "en": "“{name}” cannot be read as a CSV file. Save it again as CSV (UTF-8).",
        "ko": "“{name}” 파일을 CSV로 읽을 수 없습니다. CSV(UTF-8) 형식으로 다시 저장하십시오.",
    },
    "folder.too_many": {
        "en": "The CSV file has more than {limit} lines, the most that can be learnt from. Split the folder.",
        "ko": "CSV 파일의 줄이 {limit}줄을 넘습니다. 폴더를 나누십시오.",
    },
    "folder.few": {
        "en": "Only {count} pictures of the folder can be used; at least {limit} are needed.",
        "ko": "폴더에서 쓸 수 있는 그림이 {count}개뿐입니다. 적어도 {limit}개가 있어야 합니다.",
    },
    "folder.words": {
        "en": "The captions have {count} different words; at most {limit} can be learnt.",
        "ko": "설명에 서로 다른 낱말이 {count}개 있습니다. {limit}개까지 배울 수 있습니다.",
    },
    "folder.stopped": {
        "en": "Reading the folder was stopped.",
        "ko": "폴더 읽기를 멈추었습니다.",
    },
    "folder.columns": {
        "en": "Line {line}: there must be a file name and a caption, with a comma between them.",
        "ko": "{line}번째 줄: 파일 이름과 설명이 쉼표로 나뉘어 있어야 합니다.",
    },
    "folder.no_caption": {
        "en": "Line {line}: the caption is missing.",
        "ko": "{line}번째 줄: 설명이 없습니다.",
    },
    "folder.long": {
        "en": "Line {line}: the caption has more than {limit} words.",
        "ko": "{line}번째 줄: 설명이 {limit}낱말을 넘습니다.",
    },
    "folder.word": {
        "en": "Line {line}: “{word}” cannot be a word of a caption.",
        "ko": "{line}번째 줄: “{word}”{word:은/는} 설명의 낱말로 쓸 수 없습니다.",
    },
    "folder.new_word": {
        "en": "Line {line}: the net does not know the word “{word}”. A new net would learn it.",
        "ko": "{line}번째 줄: 신경망이 “{word}”{word:이라는/라는} 낱말을 모릅니다."
        " 새 신경망은 배울 수 있습니다.",
    },
    "folder.picture_missing": {
        "en": "Line {line}: there is no file “{name}” in the folder.",
        "ko": "{line}번째 줄: 폴더에 “{name}” 파일이 없습니다.",
    },
    "folder.picture_permission": {
        "en": "Line {line}: “{name}” may not be read.",
        "ko": "{line}번째 줄: “{name}” 파일을 읽을 권한이 없습니다.",
    },
    "folder.picture_huge": {
        "en": "Line {line}: “{name}” is larger than {limit} million pixels or 64 MB.",
        "ko": "{line}번째 줄: “{name}” 파일이 {limit}백만 화소나 64 MB를 넘습니다.",
    },
    "folder.picture_broken": {
        "en": "Line {line}: “{name}” is no picture, or it is damaged.",
        "ko": "{line}번째 줄: “{name}” 파일이 그림이 아니거나 손상되었습니다.",
    },
    "picture.missing": {
        "en": "There is no picture “{name}”. It may have been moved or renamed.",
        "ko": "“{name}” 그림이 없습니다. 옮기거나 이름을 바꾸지 않았는지 확인하십시오.",
    },
    "picture.permission": {
        "en": "“{name}” may not be read. Ask its owner for permission, or copy it elsewhere.",
        "ko": "“{name}” 그림을 읽을 권한이 없습니다. 권한을 얻거나 다른 곳에 복사해서 여십시오.",
    },
    "picture.huge": {
        "en": "“{name}” is larger than {limit} million pixels or 64 MB. Save it smaller (48 by 48 will do).",
        "ko": "“{name}” 그림이 {limit}백만 화소나 64 MB를 넘습니다. 작게 저장해 주십시오."
        " 신경망은 가로세로 48화소로 봅니다.",
    },
    "picture.broken": {
        "en": "“{name}” is no picture that can be read (PNG, JPEG, BMP, GIF, WebP, TIFF), or it is damaged.",
        "ko": "“{name}” 파일은 읽을 수 있는 그림(PNG, JPEG, BMP, GIF, WebP, TIFF)이 아니거나 손상되었습니다.",
    },
    "drawing.empty": {
        "en": "Nothing is drawn yet. Put a shape on the paper.",
        "ko": "아직 그린 것이 없습니다. 종이에 도형을 놓으십시오.",
    },
    "drawing.too_many": {
        "en": "There are {count} shapes. The net has only seen up to {limit}, so it will leave some out.",
        "ko": "도형이 {count}개 있습니다. 신경망은 {limit}개까지만 보았으므로 몇 개를 빠뜨릴 것입니다.",
    },
    "drawing.own_pictures": {
        "en": "This net learnt from your own pictures: drawn shapes are new to it.",
        "ko": "이 신경망은 내 그림으로 배웠으므로 여기에 그린 도형은 처음 봅니다.",
    },
    "drawing.by_hand": {
        "en": "Some of it is drawn by hand. The net has only ever seen printed shapes.",
        "ko": "손으로 그린 것이 있습니다. 신경망은 반듯한 도형만 보았습니다.",
    },
    "drawing.kind": {
        "en": "The net has never seen this kind of shape ({kind}) and has no word for it.",
        "ko": "신경망은 이런 모양({kind})을 본 적이 없고, 그것을 가리킬 낱말도 없습니다.",
    },
    "drawing.color": {
        "en": "The net has never seen this colour ({color}) and has no word for it.",
        "ko": "신경망은 이런 색({color})을 본 적이 없고, 그것을 가리킬 낱말도 없습니다.",
    },
    "drawing.size": {
        "en": "A shape is smaller or larger than any that the net has seen.",
        "ko": "신경망이 본 적이 없을 만큼 작거나 큰 도형이 있습니다.",
    },
    "drawing.between": {
        "en": "A shape is neither small nor large: between the sizes that the net has seen.",
        "ko": "작지도 크지도 않은 도형이 있습니다. 신경망이 본 두 크기의 사이입니다.",
    },
    "drawing.diagonal": {
        "en": "Two shapes stand aslant: neither beside nor above each other.",
        "ko": "두 도형이 비스듬히 놓여 있어서 옆이라고도 위라고도 할 수 없습니다.",
    },
    "drawing.overlap": {
        "en": "Two shapes overlap: the net has only seen them apart, or one quite inside the other.",
        "ko": "두 도형이 겹쳐 있습니다. 신경망은 떨어진 것과 완전히 안에 있는 것만 보았습니다.",
    },
    "drawing.same_place": {
        "en": "Two shapes stand on the same side of the large one. No caption of training says that.",
        "ko": "두 도형이 큰 도형의 같은 쪽에 있습니다. 학습한 설명에는 그런 말이 없습니다.",
    },
    "drawing.landmark": {
        "en": "Of three shapes just one was large in training, the two others small.",
        "ko": "학습할 때는 도형 셋 가운데 하나만 크고 둘은 작았습니다.",
    },
    "drawing.unseen_inside": {
        "en": "A shape has the colour of what it lies in, so that it can hardly be seen.",
        "ko": "도형이 자신을 둘러싼 도형과 같은 색이어서 거의 보이지 않습니다.",
    },
    "drawing.held_out": {
        "en": "This combination was held out: the net has never seen it, only its parts.",
        "ko": "학습에서 빼 둔 조합입니다. 신경망은 부분만 보았고 이 조합은 처음 봅니다.",
    },
}
