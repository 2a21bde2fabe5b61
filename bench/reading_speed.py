"""A child process: reads one document and prints processor `seconds peak_megabytes bare_seconds`.

`bare_seconds` is pypdfium2 alone taking the text of every page; 0 for what is no PDF.
"""

import sys
import time
from pathlib import Path


def main(path: Path) -> None:
    """Reading as `jointfund read` does it, after start."""
    from bench.figures import peak_megabytes
    from jointfund.reading.read import read_files
    from jointfund.vocabularies.lexicon import load_lexicon

    bare = _bare(path) if path.suffix == ".pdf" else 0.0
    words = load_lexicon()
    start = time.process_time()
    _reading, refusals = read_files([path], words)
    took = time.process_time() - start
    assert not refusals, refusals
    megabytes = peak_megabytes()
    sys.stdout.write(f"{took:.3f} {megabytes:.1f} {bare:.3f}\n")


def _bare(path: Path) -> float:
    import pypdfium2

    start = time.process_time()
    document = pypdfium2.PdfDocument(path)
    for index in range(len(document)):
        document[index].get_textpage().get_text_range()
    return time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
