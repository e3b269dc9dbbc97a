"""Every id used anywhere exists where it belongs, and a stranger is found in each table."""

import pandas as pd
import pytest

from bank.foreign_keys import FOREIGN_KEYS, Bank, ForeignKey, orphans, undeclared


@pytest.mark.parametrize("key", FOREIGN_KEYS, ids=str)
def test_every_id_exists(shipped: Bank, key: ForeignKey) -> None:
    assert len(shipped[key.table][key.column].dropna())
    assert orphans(shipped, key) == []


@pytest.mark.parametrize("key", FOREIGN_KEYS, ids=str)
def test_a_stranger_is_found(shipped: Bank, key: ForeignKey) -> None:
    column = shipped[key.table][key.column].astype("object").copy()
    row = column.dropna().index[-1]
    column[row] = stranger = f"{key.prefixes[0]}99999999"
    strange = shipped[key.table].assign(**{key.column: column})
    assert orphans(shipped | {key.table: strange}, key) == [stranger]


@pytest.mark.parametrize("key", FOREIGN_KEYS, ids=str)
def test_a_parent_that_left_is_found(shipped: Bank, key: ForeignKey) -> None:
    lost = shipped[key.table][key.column].dropna().astype("str").iloc[0]
    here, there = key.prefixes
    parents = shipped[key.parent]
    left = parents[parents[key.parent_column] != there + lost.removeprefix(here)]
    assert set(orphans(shipped | {key.parent: left}, key)) == {lost}


def test_every_column_named_like_a_key_is_declared(shipped: Bank) -> None:
    assert undeclared(shipped) == set()
    new = pd.DataFrame({"customer_id": ["C00001"], "gift": ["umbrella"]})
    assert undeclared(shipped | {"gifts": new}) == {("gifts", "customer_id")}
