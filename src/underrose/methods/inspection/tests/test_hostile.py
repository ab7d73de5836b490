import re
import resource
import time

from underrose.methods.documents import reading
from underrose.methods.documents.readers.child import SECONDS
from underrose.methods.documents.tests.reading_in_turn import laid_out
from underrose.methods.inspection import inspect_file
from underrose.methods.inspection.tests import hostile_files, inspecting_in_turn

# The files are looked into one after another in a process that `inspecting_in_turn` starts (subprocess).
ENDLESS = "form in itself"
SENTENCE = re.compile(r"[A-Z].+ Nothing was stored\. (?:Please|If) [^\n]+\.")


def test_hostile_file_is_looked_into_or_refused_with_a_sentence(tmp_path):
    # One file that only the end of its time stops is left to the process of its own below.
    files = [one for one in hostile_files.chosen() if one[0] != ENDLESS] + list(hostile_files.mutated(25))
    assert len(files) >= 60
    laid_out(files, tmp_path)
    found = inspecting_in_turn.outcomes(tmp_path)
    assert [(files[row[0]][0], row) for row in found if row[1] == "crash"] == []
    assert [row for row in found if row[1] != "copied" and not SENTENCE.fullmatch(row[3])] == []
    assert [row[0] for row in found] == list(range(len(files)))
    # Looking, copying and looking again, one after the other: twice what one question may take.
    assert [(files[row[0]][0], row[2]) for row in found if row[2] > 2 * SECONDS] == []


def test_hostile_file_in_a_process_of_its_own_stays_within_time():
    slow = []
    files = list(hostile_files.built())
    for what, raw, name in [*files[::6], *(one for one in files if one[0] == ENDLESS)]:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        inspect_file(raw, name)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if spent > SECONDS + 0.5 or time.monotonic() - start > 2 * reading.SECONDS:
            slow.append((what, spent))
    assert slow == []
