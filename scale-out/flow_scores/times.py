"""Moments as seconds since 1970, and the clocks of zones."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from .problems import InputError

DAY = 86_400
#: 1 January 1970 was a Thursday; Monday is 0.
WEEKDAY_OF_1970 = 3


def seconds_of(column: pl.Series) -> pl.Series:
    """Seconds since 1970, UTC; null where a moment cannot be read, or names no zone."""
    if column.dtype == pl.Datetime:
        if column.dtype.time_zone is None:
            return pl.Series(column.name, [None] * len(column), dtype=pl.Float64)
        return column.dt.epoch("us").cast(pl.Float64) / 1e6
    if column.dtype.is_numeric():
        return column.cast(pl.Float64)
    numbers = column.cast(pl.Float64, strict=False)
    if numbers.null_count() == column.null_count():
        return numbers
    return pl.Series(
        column.name,
        [n if n is not None else _moment(t) for n, t in zip(numbers, column)],
        dtype=pl.Float64,
    )


def _moment(text: str | None) -> float | None:
    """ISO 8601 with its own zone: several zones in one column are no trouble."""
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00")) if text else None
    except ValueError:
        return None
    return moment.timestamp() if moment is not None and moment.tzinfo is not None else None


def clock_offsets(starts: np.ndarray, zone: str) -> np.ndarray:
    """Seconds that the zone's clocks are ahead of UTC at each moment."""
    fixed = re.fullmatch(r"([+-])(\d\d):?([0-5]\d)?", zone)
    if re.fullmatch("utc|gmt|z", zone, re.IGNORECASE):
        return np.zeros(len(starts))
    if fixed:
        sign, hours, minutes = fixed[1], int(fixed[2]), int(fixed[3] or 0)
        return np.full(len(starts), (3600 * hours + 60 * minutes) * (-1 if sign == "-" else 1))
    try:
        info = ZoneInfo(zone)
    except Exception as error:
        raise InputError(f"The model's time zone {zone} is not known here: install tzdata.") from error
    # Clocks change on a quarter of an hour.
    quarters, at = np.unique(np.floor(starts / 900), return_inverse=True)
    offsets = [datetime.fromtimestamp(900 * q, info).utcoffset().total_seconds() for q in quarters]
    return np.array(offsets)[at]


def clock(starts: np.ndarray, zone: str) -> tuple[np.ndarray, np.ndarray]:
    """Hour of the day and day of the week as shares of a turn, as the lab has them."""
    local = starts + clock_offsets(starts, zone)
    return np.mod(local, DAY) / DAY, np.mod(np.floor(local / DAY) + WEEKDAY_OF_1970, 7) / 7
