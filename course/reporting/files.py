"""The numbers of a report as CSV and as plain Python for JSON."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

# A spreadsheet would run a cell that starts so; text in the tables may come from students.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\0")


def write_csv(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write each table to ``folder/NAME.csv`` (UTF-8 with a mark that Excel knows)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, table in tables.items():
        text = table.copy()
        for column in text.columns[[not _is_number(text[column]) for column in text]]:
            text[column] = text[column].map(_harmless)
        path = folder / f"{name}.csv"
        write(path, text.to_csv(index=False, float_format="%.6g"), encoding="utf-8-sig")
        paths.append(path)
    return paths


def plain(tables: Mapping[str, pd.DataFrame]) -> dict[str, list[dict[str, Any]]]:
    """Return the tables as lists of rows that json can write; NaN becomes None."""
    return {name: [_row(row) for row in table.to_dict("records")] for name, table in tables.items()}


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file in one step: whoever reads it meanwhile sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_text(text, encoding=encoding)
    new.replace(path)


def _row(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT or (isinstance(value, float) and not np.isfinite(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value
