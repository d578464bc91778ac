#!/usr/bin/env python3
"""Word F1 of jieba 0.42.1 on a file of segmented lines: peer-jieba.py GOLD. Without its guesses of new words as well."""
import sys

import jieba

jieba.setLogLevel(60)


def spans(words):
    at = 0
    for word in words:
        yield at, at + len(word)
        at += len(word)


lines = [line.split() for line in open(sys.argv[1], encoding="utf-8")]
for guesses in (True, False):
    common = made = wanted = 0
    for words in lines:
        gold = set(spans(words))
        cut = set(spans(jieba.cut("".join(words), HMM=guesses)))
        common, made, wanted = common + len(gold & cut), made + len(cut), wanted + len(gold)
    precision, recall = common / made, common / wanted
    print(f"jieba, HMM={guesses}: word F1 {2 * precision * recall / (precision + recall):.4f},",
          f"precision {precision:.4f}, recall {recall:.4f}")
