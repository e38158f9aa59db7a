"""The columns of flows by the names that files give them."""

import polars as pl

from .model import COUNTS, Model
from .problems import Problems
from .times import seconds_of

#: Zeek's names behind the lab's own.
NAMES = {
    "start_time": ("start_time", "ts"),
    "uid": ("uid",),
    "originator_address": ("originator_address", "id.orig_h", "id_orig_h"),
    "originator_port": ("originator_port", "id.orig_p", "id_orig_p"),
    "responder_address": ("responder_address", "id.resp_h", "id_resp_h"),
    "dst_port": ("dst_port", "id.resp_p", "id_resp_p"),
    "protocol": ("protocol", "proto"),
    "duration": ("duration",),
    "bytes_sent": ("bytes_sent", "orig_bytes"),
    "bytes_recv": ("bytes_recv", "resp_bytes"),
    "packets_sent": ("packets_sent", "orig_pkts"),
    "packets_recv": ("packets_recv", "resp_pkts"),
    "src_ip_count": ("src_ip_count",),
    "dst_ip_count": ("dst_ip_count",),
}
#: What says where and when a flow was: kept for whoever looks into an alert.
PLACE = {
    "start_time": pl.Float64,
    "uid": pl.String,
    "originator_address": pl.String,
    "originator_port": pl.Int64,
    "responder_address": pl.String,
}
#: Zeek leaves unset what it could not know; the lab then takes 0.
MEASURES = ("duration", "bytes_sent", "bytes_recv", "packets_sent", "packets_recv", "dst_port")


def flows_of(raw: pl.DataFrame, model: Model, file: str, first_row: int, problems: Problems) -> pl.DataFrame:
    """The columns that the model needs and those of `PLACE`; rows that lack any are refused and counted.

    Columns that are missing from the file altogether refuse it whole.
    """
    found = {name: _find(raw, name) for name in dict.fromkeys([*PLACE, *model.columns, *COUNTS])}
    is_zeek = "ts" in raw.columns
    wanted = [*model.columns, *_of_place(model, raw, found)]
    missing = [name for name in wanted if found[name] is None]
    if missing:
        has = ", ".join(raw.columns[:12]) + (" …" if raw.width > 12 else "")
        problems.refuse(file, f"lacks the column {', '.join(missing)}; it has {has}", raw.height, 0)
        return empty_flows(model)
    rows = pl.Series("source_row", range(first_row, first_row + raw.height), dtype=pl.Int64)
    columns = [pl.Series("source_file", [file] * raw.height, dtype=pl.String), rows]
    for name, dtype in schema_of(model).items():
        if name in ("source_file", "source_row"):
            continue
        origin = found.get(name)
        if origin is None:
            columns.append(pl.Series(name, [None] * raw.height, dtype=dtype))
        else:
            columns.append(_read(raw[origin], name, dtype, is_zeek))
    return _refuse_rows(pl.DataFrame(columns), wanted, found, file, problems)


def _of_place(model: Model, raw: pl.DataFrame, found: dict) -> list[str]:
    """What windows are counted by, where the model asks for any that the file does not have itself."""
    lacks_counts = any(
        found[name] is None or _read(raw[found[name]], name, pl.Float64, False).null_count() > 0
        for name in model.counts
    )
    if model.computed or lacks_counts:
        return ["start_time", "originator_address", "responder_address"]
    return []


def schema_of(model: Model) -> dict[str, pl.DataType]:
    """The columns of flows, whatever the file."""
    inputs = {n: pl.String if w else pl.Float64 for n, w in model.inputs.items() if n in model.columns}
    counts = {name: pl.Float64 for name in model.counts}
    return {"source_file": pl.String, "source_row": pl.Int64, **PLACE, **inputs, **counts}


def empty_flows(model: Model) -> pl.DataFrame:
    return pl.DataFrame(schema=schema_of(model))


def _find(raw: pl.DataFrame, name: str) -> str | None:
    return next((one for one in NAMES.get(name, (name,)) if one in raw.columns), None)


def _read(column: pl.Series, name: str, dtype: pl.DataType, is_zeek: bool) -> pl.Series:
    if column.dtype == pl.String:
        unset = column.is_in(["", "-", "(empty)"])
        column = column.set(unset, None) if unset.any() else column
    if name == "start_time":
        return seconds_of(column).rename(name)
    if name == "protocol":
        return column.cast(pl.String).str.to_uppercase().rename(name)
    if is_zeek and name in MEASURES:
        empty = column.is_null()
        read = column.cast(pl.Float64, strict=False)
        return read.set(empty, 0.0).rename(name) if empty.any() else read.rename(name)
    return column.cast(dtype, strict=False).rename(name)


def _refuse_rows(
    flows: pl.DataFrame, wanted: list[str], found: dict, file: str, problems: Problems
) -> pl.DataFrame:
    for name in wanted:
        bad = flows[name].is_null()
        if flows.schema[name] == pl.Float64:
            bad = bad | ~flows[name].is_finite().fill_null(False)
            if name in MEASURES:
                bad = bad | (flows[name] < 0).fill_null(False)
        if not bad.any():
            continue
        what = "no moment with a zone" if name == "start_time" else "not readable, or below 0"
        rows = flows.filter(bad)["source_row"]
        problems.refuse(file, f"column {found[name]}: {what}; rows left out", len(rows), rows[0])
        flows = flows.filter(~bad)
    return flows
