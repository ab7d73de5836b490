"""The process in which one file is taken apart, and which ends with it: see `documents.readers.child` for its bounds."""

import json
import sys


def main(name: str, paths: list[str]) -> int:
    sys.path += [path for path in paths if path not in sys.path]
    from underrose.methods.documents.readers import child

    child.limit()
    from underrose.methods.documents.readers.unreadable import Unreadable
    from underrose.methods.inspection.inside import answer

    order, _, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        said = answer(json.loads(order), content, name, child.close_doors)
    except Unreadable as refusal:
        said = {"unreadable": refusal.sentence}
    except (MemoryError, RecursionError):
        return 3
    sys.stdout.buffer.write(json.dumps(said).encode())
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
