"""What ``rnnlab text`` and ``rnnlab sample`` say."""

WORDS = {
    "text": {
        "en": "Train a net on a text, character by character. Ctrl-C stops and saves; --resume goes on"
        " exactly where it stood, also on another computer.",
        "ko": "글을 글자 하나하나 배우는 신경망을 학습시킵니다. Ctrl-C를 누르면 멈추고 저장합니다. --resume을"
        " 쓰면 다른 컴퓨터에서도 멈춘 곳에서 그대로 이어집니다.",
    },
    "text.action": {
        "en": "train; corpora: list the texts that there are; diary: print what the net in a file wrote while"
        " it learnt",
        "ko": "train(학습), corpora(쓸 수 있는 텍스트 목록), diary(파일의 신경망이 배우는 동안 쓴 글)",
    },
    "text.what": {
        "en": "train: {choices}, or a file or folder of your own; diary: a .rnntext file",
        "ko": "train에는 {choices}, 또는 내 파일이나 폴더. diary에는 .rnntext 파일",
    },
    "text.presets": {"en": "Sizes for --preset:", "ko": "--preset 크기:"},
    "text.preset": {"en": "begin with these sizes (see below)", "ko": "이 크기로 시작합니다(아래 참고)"},
    "text.resume": {
        "en": "go on training the net in FILE; text and net cannot change",
        "ko": "파일에 있는 신경망을 이어서 학습합니다. 텍스트와 신경망은 바꿀 수 없습니다",
    },
    "text.corpus": {
        "en": "with --resume: the text, if it is too long to be in FILE",
        "ko": "--resume과 함께: 텍스트가 길어서 파일에 없을 때 그 텍스트",
    },
    "text.corpus_seed": {
        "en": "seed of a text that is made up (latex); default {default}",
        "ko": "지어내는 텍스트(latex)의 시드. 기본값 {default}",
    },
    "text.cell": {
        "en": "one of {choices}; default {default}",
        "ko": "{choices} 가운데 하나. 기본값 {default}",
    },
    "text.hidden": {"en": "hidden size; default {default}", "ko": "은닉 크기. 기본값 {default}"},
    "text.layers": {"en": "layers, 1 to 3; default {default}", "ko": "층 수, 1–3. 기본값 {default}"},
    "text.dropout": {
        "en": "share of a layer's outputs hidden from the next layer; default {default}",
        "ko": "다음 층에 감추는 출력의 비율. 기본값 {default}",
    },
    "text.length": {
        "en": "time steps that gradients go back; default {default}",
        "ko": "기울기가 거슬러 가는 시점 수. 기본값 {default}",
    },
    "text.batch": {
        "en": "places in the text read side by side; default {default}",
        "ko": "텍스트에서 나란히 읽는 곳의 수. 기본값 {default}",
    },
    "text.lr": {"en": "learning rate of Adam; default {default}", "ko": "Adam의 학습률. 기본값 {default}"},
    "text.schedule": {
        "en": "{choices}: what becomes of the rate; default {default}",
        "ko": "학습률의 변화: {choices}. 기본값 {default}",
    },
    "text.warmup": {
        "en": "steps over which the rate climbs at the start; default {default}",
        "ko": "처음에 학습률이 올라가는 단계 수. 기본값 {default}",
    },
    "text.clip": {
        "en": "longest gradient norm, 0 for no clipping; default {default}",
        "ko": "기울기 노름의 한계, 0이면 자르지 않습니다. 기본값 {default}",
    },
    "text.steps": {
        "en": "training step at which it ends; default {default}",
        "ko": "학습을 끝낼 단계. 기본값 {default}",
    },
    "text.temperature": {
        "en": "temperature at which the diary is written, 0 to 5; default {default}",
        "ko": "일기를 쓰는 온도, 0–5. 기본값 {default}",
    },
    "text.validation": {
        "en": "share of the text held back to test on; default {default}",
        "ko": "검증하려고 남겨 두는 텍스트의 비율. 기본값 {default}",
    },
    "text.seed": {
        "en": "seed of weights, places and dropout; default {default}",
        "ko": "가중치, 읽는 곳, 드롭아웃의 시드. 기본값 {default}",
    },
    "text.backend": {
        "en": "{choices}; auto measures; default {default}",
        "ko": "{choices}. auto는 재어 보고 고릅니다. 기본값 {default}",
    },
    "text.precision": {"en": "{choices}; default {default}", "ko": "{choices}. 기본값 {default}"},
    "text.device": {"en": "{choices}; default {default}", "ko": "{choices}. 기본값 {default}"},
    "text.threads": {
        "en": "threads, 0 to measure; default {default}",
        "ko": "스레드 수, 0이면 재어 보고 고릅니다. 기본값 {default}",
    },
    "text.output": {
        "en": "save everything to this .rnntext file, also every minute meanwhile",
        "ko": "모두 이 .rnntext 파일에 저장합니다. 학습하는 동안에도 일 분마다 저장합니다",
    },
    "text.with_diary": {
        "en": "print every page of the diary as it is written",
        "ko": "일기를 쓰는 대로 출력합니다",
    },
    "text.reading": {"en": "reading the text… {done}", "ko": "텍스트를 읽고 있습니다… {done}"},
    "text.downloading": {"en": "downloading the text… {done}", "ko": "텍스트를 내려받고 있습니다… {done}"},
    "text.writing": {"en": "making the text up… {done}", "ko": "텍스트를 짓고 있습니다… {done}"},
    "text.corpus_read": {
        "en": "{name}: {count} characters, {kinds} kinds",
        "ko": "{name}: {count}자, 글자 {kinds}가지",
    },
    "text.trial": {
        "en": "{plan}: {rate} characters/s",
        "ko": "{plan}: 초당 {rate}자",
    },
    "text.progress": {
        "en": "step {step} of {last} · {loss} bits/character{tested} · {rate} characters/s{eta}",
        "ko": "{last}단계 가운데 {step}단계 · 글자당 {loss}비트{tested} · 초당 {rate}자{eta}",
    },
    "text.tested": {"en": " · test {loss}", "ko": " · 검증 {loss}"},
    "text.page": {
        "en": "— step {step} · {loss} bits/character{measures}",
        "ko": "— {step}단계 · 글자당 {loss}비트{measures}",
    },
    "text.measure.words": {"en": " · real words {share}", "ko": " · 진짜 낱말 {share}"},
    "text.measure.environments": {
        "en": " · environments closed {share}",
        "ko": " · 닫힌 환경 {share}",
    },
    "text.measure.brackets": {"en": " · brackets closed {share}", "ko": " · 닫힌 괄호 {share}"},
    "text.measure.accepted": {"en": " · C accepted {share}", "ko": " · 문법에 맞는 C {share}"},
    "text.summary": {
        "en": "{steps} steps in {seconds} s with {plan}; {loss} bits/character, test {tested}.",
        "ko": "{steps}단계를 {seconds}초 동안 학습했습니다({plan}). 글자당 {loss}비트, 검증 {tested}비트.",
    },
    "text.overfitting": {
        "en": "Since step {step} it over-fits: it learns its text by heart and does worse on the part held"
        " back.",
        "ko": "{step}단계부터 과적합입니다. 글을 외우느라 남겨 둔 부분은 더 못 맞힙니다.",
    },
    "text.best": {
        "en": "Best weights: step {step}, test {loss} bits/character. They are kept; rnnlab sample writes"
        " with them.",
        "ko": "가장 좋은 가중치: {step}단계, 검증 글자당 {loss}비트. 따로 간직하며, rnnlab sample은 이"
        " 가중치로 씁니다.",
    },
    "text.diverged": {
        "en": "At step {step} the loss was no longer a number. What was learnt before is kept.",
        "ko": "{step}단계에서 손실이 수가 아니게 되었습니다. 그전까지 배운 것은 그대로 있습니다.",
    },
    "sample": {
        "en": "Let a net that has learnt a text write. The text goes to standard output as it is written;"
        " Ctrl-C stops it.",
        "ko": "글을 배운 신경망이 글을 씁니다. 쓰는 대로 표준 출력으로 나가고, Ctrl-C를 누르면 멈춥니다.",
    },
    "sample.file": {"en": "a .rnntext file", "ko": ".rnntext 파일"},
    "sample.prime": {
        "en": "the beginning, which is printed too; default: a new line",
        "ko": "앞부분. 함께 출력합니다. 기본값은 줄바꿈",
    },
    "sample.length": {
        "en": "characters to write; default {default}",
        "ko": "쓸 글자 수. 기본값 {default}",
    },
    "sample.temperature": {
        "en": "0 writes the likeliest character, higher draws more boldly; default {default}",
        "ko": "0이면 가장 확률이 높은 글자를 쓰고, 클수록 과감하게 뽑습니다. 기본값 {default}",
    },
    "sample.top_k": {
        "en": "draw from the K likeliest only, 0 for all; default {default}",
        "ko": "확률이 높은 K개에서만 뽑습니다. 0이면 모두. 기본값 {default}",
    },
    "sample.top_p": {
        "en": "draw from the likeliest that together have this probability; default {default}",
        "ko": "합쳐서 이 확률이 되는 글자들에서만 뽑습니다. 기본값 {default}",
    },
    "sample.seed": {"en": "seed of the draws; default {default}", "ko": "뽑기의 시드. 기본값 {default}"},
    "sample.step": {
        "en": "the net as it was at (about) this training step",
        "ko": "이 학습 단계에 가장 가까운 때의 신경망을 씁니다",
    },
    "sample.newest": {
        "en": "the net as it was at the last training step; default: the one that did best on the part of the"
        " text held back",
        "ko": "마지막 학습 단계의 신경망을 씁니다. 기본값은 남겨 둔 글을 가장 잘 맞힌 때의 신경망",
    },
    "sample.best": {
        "en": "Written by the best weights: step {step} of {last}, test {loss} bits/character. --newest takes"
        " the last.",
        "ko": "가장 좋은 가중치로 씁니다: {last}단계 가운데 {step}단계, 검증 글자당 {loss}비트. 마지막"
        " 가중치는 --newest.",
    },
    "sample.progress": {
        "en": "{done} of {length} characters · {rate} characters/s",
        "ko": "{length}자 가운데 {done}자 · 초당 {rate}자",
    },
    "sample.finished": {
        "en": "{done} characters in {seconds} s: {rate} characters/s.",
        "ko": "{done}자를 {seconds}초 동안 썼습니다. 초당 {rate}자.",
    },
}
