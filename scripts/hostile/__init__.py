"""Hostile and broken files of every kind that the program reads; see scripts/hostile-files.py."""
