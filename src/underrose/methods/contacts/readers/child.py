"""The process in which one list from outside is read; its fence is that of `documents.readers.child`.

On its standard input: a line of JSON with the file's name and the sheet that is asked for, then the file.
"""

import json
import sys


def main(paths: list[str]) -> int:
    sys.path += [path for path in paths if path not in sys.path]
    from underrose.methods.documents.readers.child import close_doors, limit

    limit()
    from underrose.methods.contacts.model import as_plain
    from underrose.methods.contacts.readers.inside import read_here
    from underrose.methods.documents.readers.unreadable import Unreadable

    asked = json.loads(sys.stdin.buffer.readline())
    answer: dict[str, object]
    try:
        table = read_here(sys.stdin.buffer.read(), asked["name"], asked["sheet"], close_doors)
        answer = {"table": as_plain(table)}
    except Unreadable as refusal:
        answer = {"unreadable": refusal.sentence}
    except (MemoryError, RecursionError):
        return 3
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
