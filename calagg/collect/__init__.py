"""`Source(path="minutes")` -> minutes/a.txt, …: what a configured source holds now, before anything is made of it.

`folders` finds files. What becomes of them is in `calagg.intake`, whose turn it is in `calagg.sources`.
"""
