"""Learns the models of `third_parties` from all 113 judgments and writes them into the package, with the words that are usual there.

The same data gives the same files. Never give it the published test split of the benchmark. Judgments of it are told by their mark.
    PYTHONPATH=bench python bench/attribution/train_third_parties.py --data FOLDER [--write]
"""

import argparse
import hashlib
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from attribution.mention_learning import NET_SETTINGS, SEED, SETTINGS, SHARE, Learner, judgments
from attribution.third_parties import JUDGMENTS
from underrose.methods.attribution.third_parties.mentions import NETS
from underrose.methods.attribution.third_parties.reading import SELDOM, SOMETIMES
from underrose.methods.attribution.third_parties.wordlists import HERE

LARGEST = 5_000_000
"""Bytes of all models together."""
MANIFEST = """# What the models are; written by bench/attribution/train_third_parties.py.
source = "Text Anonymization Benchmark (Pilán et al. 2022), train and dev, by way of maisonOP/spia 3fa78a1b"
licence = "MIT; the judgments are the European Court of Human Rights'"
judgments = {count}
data_sha256 = "{digest}"
seed = {seed}
share = {share}
threshold = {threshold}
bytes = {size}
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the open data")
    parser.add_argument("--write", action="store_true", help="write the models into the package")
    given = parser.parse_args()
    file = given.data / JUDGMENTS
    every = judgments(file)
    if any(one.split == "test" for one in every):
        sys.exit("These judgments are of the published test split: nothing is learned from them.")
    learner = Learner(every)
    made = learner.fit(range(len(every)))
    size = sum(map(len, made.values()))
    manifest = MANIFEST.format(
        count=len(every),
        digest=hashlib.sha256(file.read_bytes()).hexdigest(),
        seed=SEED,
        share=SHARE,
        threshold=learner.threshold(),
        size=size,
    )
    chosen: dict[str, Mapping[str, float]] = {**SETTINGS, NETS: asdict(NET_SETTINGS)}
    settings = "".join(
        f'\n["{name}"]\n' + "".join(f'"{key}" = {value}\n' for key, value in values.items())
        for name, values in chosen.items()
    )
    print(manifest + settings)
    for name, model in made.items():
        print(name, len(model), hashlib.sha256(model).hexdigest()[:16])
    if size > LARGEST:
        sys.exit(f"{size:,} bytes are more than {LARGEST:,}.")
    if given.write:
        for name, model in made.items():
            (HERE / name).write_bytes(model)
        (HERE / "manifest.toml").write_text(manifest + settings, encoding="utf-8")
        (HERE / "usual.txt").write_text(usual(learner), encoding="utf-8")


def usual(learner: Learner) -> str:
    """The table of words that stand in three judgments or more."""
    often = sorted(word for word, count in learner.usage.items() if count >= SOMETIMES and word.isalpha())
    sometimes = sorted(
        word for word, count in learner.usage.items() if SELDOM <= count < SOMETIMES and word.isalpha()
    )
    head = (
        "# Words that stand in six judgments or more, in three to five. Source and licence: manifest.toml.\n"
    )
    return f"{head}[often]\n{' '.join(often)}\n[sometimes]\n{' '.join(sometimes)}\n"


if __name__ == "__main__":
    main()
