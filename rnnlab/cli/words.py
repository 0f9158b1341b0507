"""What the commands say, in both languages; problems are in `rnnlab.session.sentences`.

The words of a command that has many of them stand in a file of `rnnlab.cli.word_tables`.
"""

from __future__ import annotations

from collections.abc import Mapping

from rnnlab.cli import word_tables

COMMANDS = (
    "gui",
    "train",
    "sweep",
    "complete",
    "trace",
    "text",
    "sample",
    "caption",
    "cells",
    "picture",
    "bench",
)
"""The commands; each is a module of this package."""

_OVERVIEW = {
    "en": """RNN Lab: hold a recurrent network in your hands.

Usage: rnnlab [COMMAND] [OPTION…]
       rnnlab FILE.rnnlab

Commands:
  gui        open the window; also what happens without any command
  train      train a net on a vocabulary's order
  sweep      try many set-ups with many seeds: which learn it, and how fast
  complete   let a trained net go on from a beginning
  trace      print everything a net computes on a sequence, and its gradients
  text       train a net on a text, character by character
  sample     let a net that has learnt a text write
  caption    train a net that says what is in pictures, and let it speak
  cells      list the cells, show the equations of one, or write it as a program
  picture    write a picture of the window to a PNG file
  bench      measure the speed on this computer

Examples:
  rnnlab train --vocabulary 가-하 --order reversed --until-solved -o net.rnnlab
  rnnlab complete net.rnnlab "하 파 타 카 차 자" --length 2

“rnnlab COMMAND --help” tells more about one of them.
RNNLAB_LANG=ko or RNNLAB_LANG=en chooses the language.""",
    "ko": """RNN Lab: 손에 잡히는 순환 신경망

사용법: rnnlab [명령] [옵션…]
        rnnlab 파일.rnnlab

명령:
  gui        창을 엽니다. 명령 없이 시작해도 같습니다
  train      글자 보관함의 순서를 신경망에 학습시킵니다
  sweep      여러 설정을 여러 시드로 학습시켜 무엇이 빨리, 확실하게 배우는지 봅니다
  complete   학습한 신경망이 앞부분을 이어 쓰게 합니다
  trace      신경망이 수열에서 계산하는 모든 값과 기울기를 보여 줍니다
  text       글을 글자 하나하나 배우는 신경망을 학습시킵니다
  sample     글을 배운 신경망이 글을 쓰게 합니다
  caption    그림에 무엇이 있는지 말하는 신경망을 학습시키고 말하게 합니다
  cells      셀 목록이나 한 셀의 식을 보여 주거나 프로그램으로 씁니다
  picture    창의 그림을 PNG 파일로 저장합니다
  bench      이 컴퓨터에서의 속도를 잽니다

예:
  rnnlab train --vocabulary 가-하 --order reversed --until-solved -o net.rnnlab
  rnnlab complete net.rnnlab "하 파 타 카 차 자" --length 2

“rnnlab 명령 --help”를 입력하면 그 명령을 자세히 설명합니다.
RNNLAB_LANG=ko 또는 RNNLAB_LANG=en으로 언어를 정합니다.""",
}

_COMMON: Mapping[str, Mapping[str, str]] = {
    "usage": {"en": "Usage: ", "ko": "사용법: "},
    "arguments": {"en": "Arguments", "ko": "인자"},
    "options": {"en": "Options", "ko": "옵션"},
    "examples": {"en": "Examples:", "ko": "예:"},
    "help": {"en": "show this and exit", "ko": "이 설명을 보여 줍니다"},
    "json": {"en": "print JSON", "ko": "JSON으로 출력합니다"},
    "file": {"en": "a .rnnlab file", "ko": ".rnnlab 파일"},
    "prefix": {
        "en": "how the sequence begins: “하 파 타”, “하파타”, “do re”",
        "ko": "수열의 앞부분: “하 파 타”, “하파타”, “do re”",
    },
    "at_step": {
        "en": "the net as it was at (about) this training step",
        "ko": "이 학습 단계에 가장 가까운 때의 신경망을 씁니다",
    },
    "gui": {"en": "Open the window.", "ko": "창을 엽니다."},
    "gui.file": {"en": "a .rnnlab file to open", "ko": "열 .rnnlab 파일"},
    "train": {
        "en": "Train a net on the order of a vocabulary, without a window. Ctrl-C stops and saves.",
        "ko": "창 없이 글자 보관함의 순서를 학습시킵니다. Ctrl-C를 누르면 멈추고 저장합니다.",
    },
    "train.preset": {"en": "begin with an example (see below)", "ko": "예제로 시작합니다(아래 참고)"},
    "train.presets": {"en": "Examples for --preset:", "ko": "--preset 예제:"},
    "train.phrases": {
        "en": "learn the phrases in a text file, one a line, until every share is right; cell, size and rate"
        " that fit are chosen unless you give others",
        "ko": "텍스트 파일의 문구를 한 줄에 하나씩, 비율이 모두 맞을 때까지 학습합니다. 셀, 크기, 학습률은"
        " 따로 쓰지 않으면 알맞게 고릅니다",
    },
    "train.learnt": {
        "en": "Learnt at step {step}: {right} of {decidable} decidable beginnings right.",
        "ko": "{step}단계에서 다 배웠습니다. 답이 하나인 앞부분 {decidable}개 가운데 {right}개를 맞혔습니다.",
    },
    "train.not_learnt": {
        "en": "Not learnt yet at step {step}: {right} of {decidable} decidable beginnings right.",
        "ko": "{step}단계까지 아직 다 배우지 못했습니다. 답이 하나인 앞부분 {decidable}개 가운데"
        " {right}개를 맞혔습니다.",
    },
    "train.shares": {
        "en": "Where the book goes on in several ways ({count} beginnings), probabilities differ from its"
        " shares by at most {points} points.",
        "ko": "여러 가지로 이어지는 앞부분 {count}개에서 확률은 목록의 비율과 많아야 {points}%p 다릅니다.",
    },
    "train.resume": {
        "en": "go on training the net in FILE; vocabulary and net cannot change",
        "ko": "파일에 있는 신경망을 이어서 학습합니다. 글자 보관함과 신경망은 바꿀 수 없습니다",
    },
    "train.vocabulary": {
        "en": "symbols: ranges (가-하, A-Z, 1월-12월), lists (do, re, mi), ␣ the space; default {default}",
        "ko": "글자 보관함: 범위(가-하, A-Z, 1월-12월), 목록(do, re, mi), 빈칸은 ␣. 기본값 {default}",
    },
    "train.order": {
        "en": "forward or reversed; default {default}",
        "ko": "forward(차례로)나 reversed(거꾸로). 기본값 {default}",
    },
    "train.task": {
        "en": "what is to be learnt: {choices}; default {default}",
        "ko": "배울 과제: {choices}. 기본값 {default}",
    },
    "train.bits": {
        "en": "bits of the numbers to be added (addition), 1 to 32; default {default}",
        "ko": "더할 수의 비트 수(addition), 1–32. 기본값 {default}",
    },
    "train.delay": {
        "en": "blanks before the answer (echo, copy), 1 to 199; default {default}",
        "ko": "답하기 전의 빈칸 수(echo, copy), 1–199. 기본값 {default}",
    },
    "train.span": {
        "en": "symbols to remember (copy), 1 to 10; default {default}",
        "ko": "기억할 글자 수(copy), 1–10. 기본값 {default}",
    },
    "train.sums": {
        "en": "{bits} bits: {right} of {total} sums right ({which}).",
        "ko": "{bits}비트: 덧셈 {total}개 가운데 {right}개가 맞습니다({which}).",
    },
    "train.every_pair": {"en": "every pair of numbers", "ko": "모든 두 수의 짝"},
    "train.some_pairs": {"en": "pairs drawn at random", "ko": "무작위로 뽑은 짝"},
    "train.cell": {
        "en": "one of {choices}; default {default}",
        "ko": "{choices} 가운데 하나. 기본값 {default}",
    },
    "train.hidden": {
        "en": "hidden size, 1 to 1024; default {default}",
        "ko": "은닉 크기, 1–1024. 기본값 {default}",
    },
    "train.layers": {"en": "layers, 1 to 4; default {default}", "ko": "층 수, 1–4. 기본값 {default}"},
    "train.optimizer": {
        "en": "adam, sgd or rmsprop; default {default}",
        "ko": "adam, sgd, rmsprop 가운데 하나. 기본값 {default}",
    },
    "train.lr": {"en": "learning rate; default {default}", "ko": "학습률. 기본값 {default}"},
    "train.momentum": {"en": "momentum of sgd; default {default}", "ko": "sgd의 모멘텀. 기본값 {default}"},
    "train.clip": {
        "en": "longest gradient norm, 0 for no clipping; default {default}",
        "ko": "기울기 노름의 한계, 0이면 자르지 않습니다. 기본값 {default}",
    },
    "train.seed": {
        "en": "seed of the initial weights; default {default}",
        "ko": "처음 가중치의 시드. 기본값 {default}",
    },
    "train.steps": {
        "en": "training steps to do; default {default}, or {limit} at most with --until-solved",
        "ko": "학습 횟수. 기본값 {default}, --until-solved와 함께 쓰면 많아야 {limit}",
    },
    "train.until_solved": {
        "en": "stop as soon as every answer is right; exit code 1 if that does not happen",
        "ko": "모든 답이 맞는 즉시 멈춥니다. 끝내 풀지 못하면 종료 코드가 1입니다",
    },
    "train.backend": {
        "en": "auto, compiled, torch or interpreter; default {default}",
        "ko": "auto, compiled, torch, interpreter 가운데 하나. 기본값 {default}",
    },
    "train.device": {
        "en": "auto, cpu, cuda or mps; default {default}",
        "ko": "auto, cpu, cuda, mps 가운데 하나. 기본값 {default}",
    },
    "train.output": {"en": "save everything to this .rnnlab file", "ko": "모두 이 .rnnlab 파일에 저장합니다"},
    "train.progress": {
        "en": "step {step} · loss {loss} · {correct}/{total} right · {rate} steps/s{eta}",
        "ko": "{step}단계 · 손실 {loss} · 정답 {correct}/{total} · 초당 {rate}단계{eta}",
    },
    "train.eta": {"en": " · {time} left", "ko": " · 남은 시간 {time}"},
    "train.preparing": {"en": "preparing the backend…", "ko": "계산 방식을 준비하고 있습니다…"},
    "train.solved": {
        "en": "Solved at step {step}: all {total} answers right.",
        "ko": "{step}단계에서 풀었습니다. 답 {total}개가 모두 맞습니다.",
    },
    "train.lost": {
        "en": "Solved at step {step}, but at the end only {correct} of {total} answers are right.",
        "ko": "{step}단계에서 풀었지만, 마지막에는 답 {total}개 가운데 {correct}개만 맞습니다.",
    },
    "train.unsolved": {
        "en": "Not solved: {correct} of {total} answers right.",
        "ko": "풀지 못했습니다. 답 {total}개 가운데 {correct}개가 맞습니다.",
    },
    "train.summary": {
        "en": "{steps} steps in {seconds} s with {backend} on {device}; loss {loss}.",
        "ko": "{steps}단계를 {seconds}초 동안 학습했습니다({backend}, {device}). 손실 {loss}.",
    },
    "train.interrupted": {"en": "Stopped by hand.", "ko": "직접 멈추었습니다."},
    "train.saved": {"en": "Saved to {name}.", "ko": "{name}에 저장했습니다."},
    "train.not_saved": {
        "en": "Nothing was saved; -o FILE saves the net.",
        "ko": "저장하지 않았습니다. -o 파일을 쓰면 신경망을 저장합니다.",
    },
    "complete": {
        "en": "Let a trained net go on from a beginning; prints the symbols it writes.",
        "ko": "학습한 신경망이 앞부분을 이어 쓰게 하고, 쓴 글자를 출력합니다.",
    },
    "complete.candidates": {
        "en": "print the most probable next symbols, and whole continuations where the net knows phrases",
        "ko": "확률이 높은 다음 글자를 출력합니다. 문구를 배운 신경망이면 이어질 문구도 출력합니다",
    },
    "complete.symbol": {"en": "next", "ko": "다음"},
    "complete.net": {"en": "net", "ko": "신경망"},
    "complete.book": {"en": "book", "ko": "목록"},
    "complete.continuation": {"en": "continuation", "ko": "이어질 문구"},
    "complete.length": {
        "en": "how many symbols to write (of a phrase: at most); default: to the end",
        "ko": "쓸 글자 수(문구이면 많아야 그만큼). 기본값은 끝까지",
    },
    "complete.temperature": {
        "en": "0 writes the likeliest symbol (default); higher draws more boldly",
        "ko": "0이면 가장 확률이 높은 글자를 씁니다(기본값). 클수록 과감하게 뽑습니다",
    },
    "complete.seed": {"en": "seed of the draws; default 0", "ko": "뽑기의 시드. 기본값 0"},
    "complete.top": {"en": "candidates to list; default 5", "ko": "보여 줄 후보 수. 기본값 5"},
    "trace": {
        "en": "Run a net over a sequence and print every value: weights, quantities, logits, probabilities,"
        " losses and gradients with --json, else a table.",
        "ko": "신경망으로 수열을 읽으며 모든 값을 출력합니다. --json을 쓰면 가중치, 각 값, 로짓, 확률, 손실,"
        " 기울기를 모두, 아니면 표로 보여 줍니다.",
    },
    "trace.columns": {
        "en": "t|input|answer|p|target||loss|‖∂L/∂{state}‖",
        "ko": "t|입력|답|확률|정답||손실|‖∂L/∂{state}‖",
    },
    "trace.more": {
        "en": "--json prints every number of it.",
        "ko": "--json을 쓰면 모든 숫자를 출력합니다.",
    },
}

WORDS: Mapping[str, Mapping[str, str]] = {**_COMMON, **word_tables.WORDS}

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "gui": ("rnnlab", "rnnlab gui net.rnnlab"),
    "train": (
        "rnnlab train --vocabulary 가-하 --order reversed --cell lstm -o net.rnnlab",
        "rnnlab train --vocabulary A-Z --hidden 32 --lr 0.1 --until-solved --json",
        "rnnlab train --preset months-korean --seed 7 -o months.rnnlab",
        "rnnlab train --phrases songs.txt -o songs.rnnlab",
        "rnnlab train --resume net.rnnlab --steps 1000 -o net.rnnlab",
        "rnnlab train --task addition --bits 8 -o sums.rnnlab",
        "rnnlab train --task echo --delay 20 --cell lstm --hidden 16 --lr 0.01 --until-solved",
    ),
    "sweep": (
        "rnnlab sweep --vary hidden=2..64:20 --vary lr=0.001..1:20 -o map.csv",
        "rnnlab sweep --vocabulary A-Z --order forward --vary cell --hidden 32 --lr 0.1 --seeds 100",
    ),
    "complete": (
        'rnnlab complete net.rnnlab "하 파 타 카 차 자" --length 2',
        'rnnlab complete net.rnnlab "하파타" --temperature 1 --seed 3 --json',
        'rnnlab complete sums.rnnlab "13 + 9"',
        'rnnlab complete songs.rnnlab "기" --candidates',
    ),
    "trace": (
        'rnnlab trace net.rnnlab "하 파 타"',
        'rnnlab trace sums.rnnlab "13 + 9"',
        'rnnlab trace net.rnnlab "하 파 타" --json --step 10 > trace.json',
    ),
    "cells": (
        "rnnlab cells",
        "rnnlab cells lstm",
        "rnnlab cells lstm --code torch > lstm.py",
        "rnnlab cells lstm --code numpy net.rnnlab > net.py",
    ),
    "picture": (
        "rnnlab picture -o window.png",
        'rnnlab picture net.rnnlab -o answer.png --ask "하 파 타" --time-step 4 --theme dark',
        "rnnlab picture scenes.rnncaption -o caption.png --language en",
        "rnnlab picture --scene gradients -o gradients.png --size 1024x768",
    ),
    "text": (
        "rnnlab text train sonnets -o sonnets.rnntext",
        "rnnlab text train my-novel.txt --preset ten-minutes -o novel.rnntext",
        "rnnlab text train latex --hidden 256 --layers 2 --steps 4000 -o theorems.rnntext",
        "rnnlab text train --resume novel.rnntext --steps 8000 -o novel.rnntext",
        "rnnlab text corpora",
        "rnnlab text diary novel.rnntext",
    ),
    "sample": (
        'rnnlab sample sonnets.rnntext --prime "Shall I" --length 600',
        "rnnlab sample novel.rnntext --temperature 0.5 --top-p 0.9 --seed 7 > chapter.txt",
        "rnnlab sample novel.rnntext --step 640 --length 300",
    ),
    "caption": (
        "rnnlab caption train -o shapes.rnncaption",
        "rnnlab caption train --language en --cell lstm --seed 7 -o shapes.rnncaption",
        "rnnlab caption train --folder my-pictures -o mine.rnncaption",
        "rnnlab caption train --resume shapes.rnncaption -o shapes.rnncaption",
        "rnnlab caption draw --held-out --seed 3 -o picture.png",
        "rnnlab caption shapes.rnncaption picture.png --beam 3",
    ),
    "bench": ("rnnlab bench", "rnnlab bench steps record", "rnnlab bench window --json > window.json"),
}


def say(key: str, language: str, **values: object) -> str:
    """Return the words of a key with its placeholders filled in."""
    return WORDS[key][language].format(**values)


def overview(language: str) -> str:
    """Return what ``rnnlab --help`` prints."""
    return _OVERVIEW[language]
