#!/usr/bin/env python3
"""Writes hostile and broken files of every kind that the program reads: bombs, lies, loops, foreign bytes, endless rows.

usage: scripts/hostile-files.py FOLDER [--quick]
The same files each time: chats/ holds what is scored, rules/, mapping/, settings/, scorecard/ what the program is configured by.
With --quick the largest are smaller or left out. Device files are made by root only. Needs nothing but Python.
"""
import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hostile.archives import archives
from hostile.places import places
from hostile.records import records
from hostile.settings import settings
from hostile.tables import markup, tables
from hostile.texts import texts
from hostile.workbooks import workbooks

GROUPS = {"zip": archives, "xlsx": workbooks, "table": tables, "html": markup, "json": records, "text": texts, "places": places, "yaml": settings}


def cases(quick):
    """All cases with the folders that they lie in."""
    for group, make in GROUPS.items():
        for case in make(quick):
            if not (quick and case.is_large):
                yield ("chats/" + group if case.role == "chats" else ""), case


def write(folder, quick=False):
    """Writes all cases; each with the path of its file in `folder`."""
    result = []
    for place, case in cases(quick):
        case.write(os.path.join(folder, place))
        result.append((os.path.join(place, case.name), case))
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if os.path.isdir(options.folder) and os.listdir(options.folder):
        sys.exit(f"{options.folder} is not empty")
    print(f"{len(write(options.folder, options.quick))} files in {options.folder}")


if __name__ == "__main__":
    main()
