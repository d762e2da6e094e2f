"""Teaches word vectors (Word2Vec, skip-gram with negative samples) on English texts that Debian ships.

apt-get install dict-gcide dict-wn dict-foldoc dict-jargon dict-devil anarchism fortunes bible-kjv
python -m studio.train.word_vectors --work FOLDER     gathers the texts, teaches, writes models/word_vectors

Several threads learn at once, so no two runs give the same numbers.
"""

import argparse
import gzip
import html
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Final

import numpy as np
from gensim.models import Word2Vec
from gensim.test.utils import datapath

from studio.engine.speaking.word_vectors import WordVectors, read_vectors, save_vectors
from studio.files.models import Licence, Training, shelf
from studio.train.cards import Card, Measured, write_card
from studio.train.command_line import told
from studio.train.loop import Outcome
from studio.train.pace import Length

SIZE: Final = 200
_WORDS: Final = 36_500
"""Words that are kept, the most frequent: 15 MB."""
_DICTIONARIES: Final = ("gcide", "wn", "foldoc", "jargon", "devil")
_ROUNDS: Final = 3
_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?")
_MARKUP: Final = re.compile(r"<[^>]+>")
_LINE: Final = 1000

CARD = Card(
    name="word_vectors",
    title="Words as vectors",
    purpose="speaking",
    about=f"""
{SIZE} numbers for each of the {_WORDS} most frequent English words in texts that Debian ships, so that words
which are used alike lie near one another (Word2Vec, skip-gram). The virtual anchor reads by them.""",
    limits="English alone. The texts are dictionaries, the King James Bible, a political FAQ and jokes: "
    "words of everyday talk are seldom, old words and names frequent.",
    files=("word_vectors.safetensors",),
    licence=Licence("MIT", "Galatea Studio authors", url="https://opensource.org/license/mit"),
    training=Training(
        command="python -m studio.train.word_vectors --work FOLDER",
        data=(
            "GCIDE (GPL-3+), WordNet 3.0 (WordNet licence), FOLDOC (GFDL), the Jargon File (public domain),",
            "The Devil's Dictionary (public domain), An Anarchist FAQ (GFDL), fortunes (BSD),",
            "the King James Bible (public domain): counts of words beside one another, no text",
        ),
    ),
    recipe="",
)
_MEASURED: Final = """\
Spearman's rank correlation with how alike people find pairs of words; of pairs that are in the table."""


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of each source that is installed."""
    for name in _DICTIONARIES:
        path = Path(f"/usr/share/dictd/{name}.dict.dz")
        if path.is_file():
            yield name, gzip.decompress(path.read_bytes()).decode("utf-8", "ignore")
    pages = sorted(Path("/usr/share/doc/anarchism/html").rglob("*.html"))
    yield "anarchism", " ".join(html.unescape(_MARKUP.sub(" ", _read(page))) for page in pages)
    jokes = sorted(path for path in Path("/usr/share/games/fortunes").glob("*") if not path.suffix)
    yield "fortunes", " ".join(map(_read, jokes))
    command = ["bible", "-f", "gen1:1-rev22:21"]
    yield "bible", subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


def _read(path: Path) -> str:
    return path.read_text("utf-8", "ignore")


def gathered(path: Path) -> Counter[str]:
    """Write all texts in lines of words, and count the words."""
    counts: Counter[str] = Counter()
    with path.open("w") as out:
        for name, text in texts():
            words = _WORD.findall(text.lower())
            print(f"{name:10} {len(words):9} words", flush=True)
            counts.update(words)
            for first in range(0, len(words), _LINE):
                out.write(" ".join(words[first : first + _LINE]) + "\n")
    return counts


def alike(table: WordVectors, pairs: Path) -> float:
    """How well cosines rank pairs of words as people do; a line of the file is two words and how alike."""
    rows = [line.split("\t")[:3] for line in _read(pairs).splitlines() if not line.startswith(("#", "Word"))]
    known = [row for row in rows if row[0] in table and row[1] in table]
    ours = [float(table.vector(a) @ table.vector(b)) for a, b, _ in known]
    theirs = [float(score) for *_, score in known]
    ranks = np.array([np.argsort(np.argsort(values)) for values in (ours, theirs)], np.float64)
    return float(np.asarray(np.corrcoef(ranks))[0, 1])


def main() -> None:
    """Teach, keep, measure."""
    parser = argparse.ArgumentParser(description="Teach word vectors on texts that Debian ships.")
    parser.add_argument("--work", type=Path, required=True, help="folder for the texts and the whole table")
    parser.add_argument("--out", type=Path, default=shelf() / CARD.name, help="folder of the card")
    parser.add_argument("--table", type=Path, help="a table that was taught before (.bin, .vec)")
    parser.add_argument("--minutes", type=float, default=0.0, help="that it took, if it was taught before")
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    whole, minutes = asked.table or asked.work / "words.bin", asked.minutes
    if not whole.is_file():
        gathered(asked.work / "texts.txt")
        began = monotonic()
        _taught(asked.work / "texts.txt", whole)
        minutes = (monotonic() - began) / 60
    table = read_vectors(whole, SIZE)
    asked.out.mkdir(parents=True, exist_ok=True)
    save_vectors(asked.out / CARD.files[0], table.most_frequent(_WORDS))
    small = read_vectors(asked.out / CARD.files[0], SIZE)
    tests = {"wordsim353": "wordsim353.tsv", "simlex999": "simlex999.txt"}
    figures = {name: alike(small, Path(datapath(file))) for name, file in tests.items()}
    print(figures, flush=True)
    stands = CARD.taught(1, Outcome(_ROUNDS, 60 * minutes, 1.0), Length(_ROUNDS, None))
    write_card(asked.out, replace(stands, measured=(Measured(_MEASURED, figures),)))


def _taught(texts_file: Path, out: Path) -> None:
    model = Word2Vec(
        corpus_file=str(texts_file), vector_size=SIZE, window=5, min_count=5, sg=1, negative=5, sample=1e-4,
        epochs=_ROUNDS, workers=2, seed=1,
    )  # fmt: skip
    model.wv.save_word2vec_format(str(out), binary=True)


if __name__ == "__main__":
    told(main)
