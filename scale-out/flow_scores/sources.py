"""Files of flows, local or in object storage, read piece by piece."""

import fnmatch
import glob
import io
import json
import os
import zlib
from collections.abc import Iterator

import polars as pl
import pyarrow
import pyarrow.parquet
from pyarrow import fs

from .columns import empty_flows, flows_of
from .model import Model
from .problems import InputError, Problems

#: Bytes of text that are read at a time.
BLOCK = 32 * 2**20
ENDINGS = {".parquet": "parquet", ".csv": "csv", ".json": "json", ".jsonl": "json", ".ndjson": "json"}

Piece = dict[str, object]


def pieces_of(patterns: list[str], problems: Problems) -> list[Piece]:
    """What can be read side by side: text files, and the row groups of Parquet files.

    A pattern may hold `*`, `?` and `**`, and begin with an address such as `s3://bucket/`.
    """
    files = [file for pattern in patterns for file in _matching(pattern)]
    pieces: list[Piece] = []
    for file in dict.fromkeys(files):
        if _kind(file) != "parquet":
            pieces.append({"file": file, "group": -1})
            continue
        try:
            with _open(file) as source:
                groups = pyarrow.parquet.ParquetFile(source).num_row_groups
        except (pyarrow.ArrowException, OSError) as error:
            problems.refuse(file, f"no Parquet file, or cut short ({_short(error)})", 0, 0)
            continue
        pieces += [{"file": file, "group": group} for group in range(groups)]
    return pieces


def _matching(pattern: str) -> list[str]:
    if "://" not in pattern:
        found = sorted(f for f in glob.glob(pattern, recursive=True) if os.path.isfile(f))
    else:
        system, path = fs.FileSystem.from_uri(pattern)
        base = path.split("*")[0].split("?")[0].rsplit("/", 1)[0]
        scheme = pattern.split("://")[0]
        every = (
            system.get_file_info(fs.FileSelector(base, recursive=True))
            if base != path
            else [system.get_file_info(path)]
        )
        names = [one.path for one in every if one.type == fs.FileType.File]
        matched = [n for n in names if fnmatch.fnmatch(n, path) or n == path]
        found = sorted(f"{scheme}://{name}" for name in matched)
    if not found:
        raise InputError(f"{pattern}: there is no such file.")
    return found


def _kind(file: str) -> str:
    plain = file.removesuffix(".gz")
    return ENDINGS.get(os.path.splitext(plain)[1].lower(), "log")


def _open(file: str):
    if "://" not in file:
        return open(file, "rb")
    system, path = fs.FileSystem.from_uri(file)
    return system.open_input_file(path)


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:160]


def read_piece(piece: Piece, model: Model, problems: Problems) -> Iterator[pl.DataFrame]:
    """The flows of a piece, block by block. What cannot be read is told in `problems`."""
    file = str(piece["file"])
    try:
        if _kind(file) == "parquet":
            yield _read_group(file, int(str(piece["group"])), model, problems)
            return
        with _open(file) as source:
            blocks = blocks_of(source, file, problems)
            yield from read_text(blocks, _kind(file), model, file, problems)
    except (pyarrow.ArrowException, OSError) as error:
        problems.refuse(file, f"cannot be read on ({_short(error)})", 0, 0)


def _read_group(file: str, group: int, model: Model, problems: Problems) -> pl.DataFrame:
    with _open(file) as source:
        parquet = pyarrow.parquet.ParquetFile(source)
        first = 1 + sum(parquet.metadata.row_group(i).num_rows for i in range(group))
        raw = pl.from_arrow(parquet.read_row_group(group))
    return flows_of(raw, model, file, first, problems)


def blocks_of(source: io.BufferedIOBase, file: str, problems: Problems, size: int = BLOCK) -> Iterator[bytes]:
    """Text in blocks that end with a line. Gzipped text is unpacked; what is cut short is told."""
    gunzip = zlib.decompressobj(wbits=31) if file.endswith(".gz") else None
    rest = b""
    while read := source.read(size):
        if gunzip is None:
            rest += read
        else:
            try:
                rest += gunzip.decompress(read)
                while gunzip.eof and gunzip.unused_data:
                    more = gunzip.unused_data
                    gunzip = zlib.decompressobj(wbits=31)
                    rest += gunzip.decompress(more)
            except zlib.error as error:
                problems.refuse(file, f"damaged: no gzip from here on ({error})", 0, 0)
                break
        end = rest.rfind(b"\n") + 1
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
    if gunzip is not None and not gunzip.eof:
        problems.refuse(file, "cut short: the gzip stream does not end", 0, 0)
    if rest:
        yield rest


def read_text(
    blocks: Iterator[bytes], kind: str, model: Model, file: str, problems: Problems
) -> Iterator[pl.DataFrame]:
    """Flows of blocks of lines, in whichever of the known forms they are."""
    reader = None
    for block in blocks:
        if reader is None:
            reader = _reader_for(kind, block)(model, file, problems)
        yield reader.read(block)


def _reader_for(kind: str, block: bytes):
    start = block.lstrip()[:1]
    if start == b"{":
        return JsonReader
    if start == b"#":
        return ZeekReader
    return CsvReader if kind in ("csv", "log") else JsonReader


class TextReader:
    """Reads blocks of one file, one after the other."""

    def __init__(self, model: Model, file: str, problems: Problems):
        self.model, self.file, self.problems = model, file, problems
        self.row = 1

    def flows(self, raw: pl.DataFrame) -> pl.DataFrame:
        found = flows_of(raw, self.model, self.file, self.row, self.problems)
        self.row += raw.height
        return found


class CsvReader(TextReader):
    """Commas, a heading, a row a line."""

    names: list[str] | None = None

    def read(self, block: bytes) -> pl.DataFrame:
        if self.names is None:
            heading, _, block = block.partition(b"\n")
            self.names = pl.read_csv(io.BytesIO(heading + b"\n")).columns if heading.strip() else []
        if not self.names or not block.strip():
            return self.flows(pl.DataFrame(schema={name: pl.String for name in self.names or []}))
        raw = pl.read_csv(
            io.BytesIO(block),
            has_header=False,
            new_columns=self.names,
            infer_schema=False,
            truncate_ragged_lines=True,
        )
        missing = [name for name in self.names if name not in raw.columns]
        return self.flows(raw.with_columns(pl.lit(None, pl.String).alias(n) for n in missing))


class JsonReader(TextReader):
    """An object a line, as Zeek writes them; names in an object of their own are joined by a dot."""

    def read(self, block: bytes) -> pl.DataFrame:
        records, bad, first_bad = [], 0, 0
        for at, line in enumerate(block.splitlines()):
            if not line.strip():
                continue
            try:
                records.append(_flat(json.loads(line)))
            except (ValueError, AttributeError):
                bad, first_bad = bad + 1, first_bad or self.row + at
        if bad:
            self.problems.refuse(self.file, "no JSON object in the line; rows left out", bad, first_bad)
        names = list(dict.fromkeys(name for record in records for name in record))
        columns = {name: [_text(record.get(name)) for record in records] for name in names}
        found = self.flows(pl.DataFrame(columns, schema={name: pl.String for name in names}))
        self.row += bad
        return found


def _flat(record: dict) -> dict:
    inner = record.get("id")
    if isinstance(inner, dict):
        return {**record, **{f"id.{name}": value for name, value in inner.items()}}
    record.keys()
    return record


def _text(value: object) -> str | None:
    return None if value is None or isinstance(value, (dict, list)) else str(value)


class ZeekReader(TextReader):
    """Zeek's own text form; directives say how the lines after them are written."""

    def __init__(self, model: Model, file: str, problems: Problems):
        super().__init__(model, file, problems)
        self.separator = "\t"
        self.names: list[str] = []

    def read(self, block: bytes) -> pl.DataFrame:
        parts: list[pl.DataFrame] = []
        lines: list[str] = []
        for line in block.decode("utf-8", "replace").split("\n"):
            line = line.removesuffix("\r")
            if not line.startswith("#"):
                if line:
                    lines.append(line)
                continue
            if line.startswith(("#separator", "#fields")):
                parts.append(self._flows(lines))
                lines = []
                self._direct(line)
        parts.append(self._flows(lines))
        return pl.concat(parts)

    def _direct(self, line: str) -> None:
        if line.startswith("#separator"):
            self.separator = line.split(" ", 1)[1].encode().decode("unicode_escape")
        else:
            self.names = line.split(self.separator)[1:]

    def _flows(self, lines: list[str]) -> pl.DataFrame:
        if not lines:
            return empty_flows(self.model)
        width = len(self.names)
        cells = [line.split(self.separator) for line in lines]
        whole = [row for row in cells if len(row) == width]
        if len(whole) < len(cells):
            first = next(at for at, row in enumerate(cells) if len(row) != width)
            what = f"line has not the {width} fields of the heading, or is cut short; rows left out"
            self.problems.refuse(self.file, what, len(cells) - len(whole), self.row + first)
        columns = list(zip(*whole)) if whole else [()] * width
        raw = pl.DataFrame(
            {name: list(column) for name, column in zip(self.names, columns)},
            schema={name: pl.String for name in self.names},
        )
        found = self.flows(raw)
        self.row += len(cells) - len(whole)
        return found
