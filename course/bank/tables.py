"""Reading the tables of the case bank, with the types that the data dictionary promises."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

import pandas as pd

DATA = Path(__file__).parent / "data"
DICTIONARY = "data_dictionary.csv"

DTYPES = {
    "text": "str",
    "category": "category",
    "integer": "int64",
    "decimal": "float64",
    "boolean": "bool",
    "date": "datetime64[us]",
}
_NEXT_STEP = (
    "Install the course again (pip install --force-reinstall cardpm-course); in a checkout of the "
    "repository, git checkout course/bank/data brings the file back."
)


class BankDataError(RuntimeError):
    """A data file of the case bank is missing or damaged; says which, and what to do."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows this instead of a traceback through our code.
        return [f"{type(self).__name__}: {self}"]


def read_table(name: str, folder: Path = DATA) -> pd.DataFrame:
    """Read one table of the case bank.

    Parameters
    ----------
    name
        The file's name without its ending: ``"accounts"`` reads ``accounts.csv.gz`` or
        ``accounts.csv``.
    folder
        Where the files are.

    Returns
    -------
    DataFrame
        Columns in the file's order, typed as the data dictionary says. A column that it does not
        know (an author's draft) has the type that pandas infers.

    Raises
    ------
    BankDataError
        If the file or the data dictionary is missing, damaged, or lacks a promised column.
    """
    types = _column_types(folder).get(name, {})
    packed = folder / f"{name}.csv.gz"
    return _read(packed if packed.exists() else folder / f"{name}.csv", types)


def read_dictionary(folder: Path = DATA) -> pd.DataFrame:
    """Read the data dictionary: one row per column of every table."""
    columns = ("table", "column", "type", "unit", "meaning", "real_or_synthetic", "source")
    return _read(folder / DICTIONARY, dict.fromkeys(columns, "text")).fillna("")


@cache
def _column_types(folder: Path) -> dict[str, dict[str, str]]:
    dictionary = read_dictionary(folder)
    return {
        str(table): dict(zip(rows["column"], rows["type"], strict=True))
        for table, rows in dictionary.groupby("table", sort=False)
    }


def _read(path: Path, types: dict[str, str]) -> pd.DataFrame:
    dates = [column for column, kind in types.items() if kind == "date"]
    dtypes = {column: DTYPES[kind] for column, kind in types.items() if kind != "date"}
    try:
        table = pd.read_csv(path, dtype=dtypes)
        missing = [column for column in types if column not in table]
        if missing:
            raise ValueError(f"it has no column {missing[0]}")
        for column in dates:
            days = pd.to_datetime(table[column], format="%Y-%m-%d")
            table[column] = days.dt.as_unit("us")
    except FileNotFoundError:
        raise BankDataError(f"The data file {path.name} is missing. {_NEXT_STEP}") from None
    except (OSError, EOFError, ValueError, zlib.error) as error:
        # A cut archive, a foreign encoding, a word where a number was: all end up here.
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BankDataError(
            f"The data file {path.name} is damaged ({reason}). {_NEXT_STEP}"
        ) from error
    return table
