"""Reads texts as .env files with python-dotenv: a JSON list in, a list of [variables, whether it warned] out."""

import io
import json
import logging
import sys

from dotenv import dotenv_values

warnings = []
logging.getLogger("dotenv.main").addHandler(logging.StreamHandler(io.StringIO()))
logging.getLogger("dotenv.main").addFilter(lambda record: warnings.append(record) or True)

results = []
for text in json.load(sys.stdin):
    warnings.clear()
    stream = io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8")
    values = {name: value for name, value in dotenv_values(stream=stream).items() if value is not None}
    results.append([values, len(warnings) > 0])
json.dump(results, sys.stdout)
