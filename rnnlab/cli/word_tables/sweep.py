"""What ``rnnlab sweep`` says."""

WORDS = {
    "sweep": {
        "en": "Try every combination of some settings with many seeds. Prints CSV: a line a set-up, with the"
        " share of seeds that learn everything and how many steps they need. Ctrl-C keeps what is done.",
        "ko": "설정을 바꾸어 가며 모든 조합을 여러 시드로 학습시킵니다. 조합마다 한 줄씩, 모두 맞힌"
        " 시드의 비율과 걸린 단계 수를 CSV로 출력합니다. Ctrl-C를 누르면 그때까지의 결과를 남깁니다.",
    },
    "sweep.vary": {
        "en": "a setting and its values: NAME=A,B,C or NAME=LOW..HIGH:COUNT, or NAME alone for the usual"
        " ones; again for every further setting. NAME is one of {names}",
        "ko": "설정과 값: 이름=A,B,C나 이름=처음..끝:개수, 이름만 쓰면 흔히 쓰는 값들. 설정마다"
        " 한 번씩 씁니다. 이름은 {names} 가운데 하나",
    },
    "sweep.seeds": {
        "en": "seeds a set-up, counted from --seed; default {default}",
        "ko": "조합마다 학습시킬 시드 수, --seed부터 셉니다. 기본값 {default}",
    },
    "sweep.steps": {
        "en": "training steps after which a net counts as unsolved; default {default}",
        "ko": "이만큼 학습해도 못 풀면 못 푼 것으로 칩니다. 기본값 {default}",
    },
    "sweep.workers": {"en": "threads; default: one a core", "ko": "스레드 수. 기본값은 코어마다 하나"},
    "sweep.output": {"en": "write the CSV to this file", "ko": "CSV를 이 파일에 저장합니다"},
    "sweep.progress": {
        "en": "{done} of {total} set-ups · {nets} nets{eta}",
        "ko": "조합 {total}개 가운데 {done}개 · 신경망 {nets}개{eta}",
    },
    "sweep.finished": {
        "en": "{done} of {total} set-ups, {nets} nets in {seconds} s.",
        "ko": "조합 {total}개 가운데 {done}개, 신경망 {nets}개를 {seconds}초 동안 학습했습니다.",
    },
}
