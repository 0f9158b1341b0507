"""What ``rnnlab cells`` says."""

WORDS = {
    "cells": {
        "en": "List the cells, or show the equations of one, or write a program that computes a net of it.",
        "ko": "셀 목록이나 한 셀의 식을 보여 주거나, 그 셀의 신경망을 계산하는 프로그램을 씁니다.",
    },
    "cells.name": {"en": "a cell's name", "ko": "셀 이름"},
    "cells.count": {
        "en": "Parameters with X inputs, H hidden units and V outputs: {formula}\n"
        "  X = {inputs}, H = {hidden}, V = {outputs}: {numbers} = {count}",
        "ko": "입력 X개, 은닉 유닛 H개, 출력 V개일 때 가중치의 수: {formula}\n"
        "  X = {inputs}, H = {hidden}, V = {outputs}: {numbers} = {count}",
    },
    "cells.code": {
        "en": "write a program that runs without RNN Lab; KIND is torch or numpy. With a .rnnlab FILE it has"
        " the sizes and reads the weights of the net in there",
        "ko": "RNN Lab 없이 실행되는 프로그램을 씁니다. KIND는 torch나 numpy. .rnnlab 파일(FILE)을 쓰면"
        " 그 신경망의 크기대로 쓰고 가중치를 읽습니다",
    },
}
