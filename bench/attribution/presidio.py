"""The baseline: Microsoft Presidio's own patterns with a deny list of the names in the room.

It runs in a Python of its own, named by `--presidio`, because it is no part of the project. Without one nothing is measured,
and that is said. English names are found by its model if the Python has one, else by the deny list and patterns alone.
"""

import json
import subprocess
import sys
from pathlib import Path

from attribution.figures import passages, places, rooms
from attribution.names import Found, Tally
from table import Table

_PROGRAM = """
import json, sys, time
from presidio_analyzer import AnalyzerEngine, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngineProvider, NlpArtifacts, NlpEngine
class Blank(NlpEngine):
    def load(self): pass
    def is_loaded(self): return True
    def process_text(self, text, language): return NlpArtifacts([], [], [], [], self, language)
    def process_batch(self, texts, language, **more): return ((text, self.process_text(text, language)) for text in texts)
    def is_stopword(self, word, language): return False
    def is_punct(self, word, language): return False
    def get_supported_entities(self): return []
    def get_supported_languages(self): return ["en"]
given = json.load(sys.stdin)
engines = {}
for room, names in given["rooms"].items():
    registry = RecognizerRegistry(); registry.load_predefined_recognizers(languages=["en"])
    registry.add_recognizer(PatternRecognizer(supported_entity="ROOM", deny_list=names))
    engines[room] = AnalyzerEngine(registry=registry, nlp_engine=Blank())
kinds = ["ROOM", "EMAIL_ADDRESS", "PHONE_NUMBER"]
begun = time.perf_counter()
found = [[(one.start, one.end) for one in engines[room].analyze(text, "en", entities=kinds)] for room, text in given["texts"]]
json.dump({"found": found, "seconds": time.perf_counter() - begun}, sys.stdout)
"""


def measure(folder: Path, table: Table, python: str = "") -> None:
    """Recall, precision and speed of the baseline, if there is a Python to run it."""
    if not python:
        print(
            "presidio: the baseline was not measured; name a Python that has presidio-analyzer with --presidio",
            file=sys.stderr,
        )
        return
    every, texts, ids = rooms(folder), passages(folder), places(folder)
    names = {
        room: sorted({part for one in roster.people for part in (one.name, one.family, *one.native) if part})
        for room, roster in every.items()
    }
    asked = json.dumps({"rooms": names, "texts": [(one["event"], one["text"]) for one in texts]})
    answer = subprocess.run(  # noqa: S603 # the Python that was named on the command line
        [python, "-c", _PROGRAM], input=asked, capture_output=True, text=True, check=False, timeout=1800
    )
    if answer.returncode:
        print(
            f"presidio: the baseline was not measured: {answer.stderr.strip().splitlines()[-1:]}",
            file=sys.stderr,
        )
        return
    told = json.loads(answer.stdout)
    tally = Tally()
    for passage, found in zip(texts, told["found"], strict=True):
        everybody = (1 << len(every[passage["event"]])) - 1
        spans: list[Found] = [(start, end, everybody) for start, end in found]
        tally.add(passage, spans, ids[passage["event"]])
    size = sum(len(one["text"].encode()) for one in texts) / 1e6
    table.at_least("direct mentions: Presidio with a deny list, recall (baseline)", tally.recall, 0, "share")
    table.at_least(
        "direct mentions: Presidio with a deny list, precision (baseline)", tally.precision, 0, "share"
    )
    table.at_least("speed: Presidio with a deny list (baseline)", size / told["seconds"], 0, "MB/s")
