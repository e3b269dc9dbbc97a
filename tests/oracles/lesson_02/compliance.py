"""Oracles for the findings of a compliance check: hand labels and a plain triple loop."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from oracle import Function, Oracle

import course.bank
from lesson_02.labelled_offers import LABELLED, Offer

COLUMNS = ["offer_id", "rule_id", "value", "limit", "source_url"]
# Read with the csv module, not with the loader that the notebook uses.
RULES_CSV = Path(course.bank.__file__).parent / "data" / "rules.csv"
TERMS = ("rate", "fee", "months", "notice")
Row = dict[str, Any]


def tuples(findings: pd.DataFrame) -> list[tuple]:
    """The findings without their order and index."""
    assert set(findings.columns) == set(COLUMNS)
    return sorted(findings[COLUMNS].itertuples(index=False, name=None))


def labels(findings_of: Function) -> None:
    """Every labelled offer, against the real rules; values and limits are copied, so exact."""
    with RULES_CSV.open(encoding="utf-8", newline="") as file:
        written = {row["rule_id"]: row for row in csv.DictReader(file)}
    heads = ["jurisdiction", "launch_date", "card_type"]
    offers = pd.DataFrame(
        [
            {"offer_id": name, **dict(zip(heads, offer[:3], strict=True)), **offer[3]}
            for name, offer in LABELLED.items()
        ]
    )
    offers["launch_date"] = pd.to_datetime(offers["launch_date"])
    expected = sorted(
        (name, rule, terms[row["field"]], float(row["limit"]), row["source_url"])
        for name, (_, _, _, terms, broken) in LABELLED.items()
        for rule in broken
        for row in [written[rule]]
    )
    assert tuples(findings_of(offers, course.bank.load_rules())) == expected


def rules_never_broken(labelled: dict[str, Offer]) -> set[str]:
    """Return the rules with a limit that no labelled offer breaks."""
    with RULES_CSV.open(encoding="utf-8", newline="") as file:
        limiting = {row["rule_id"] for row in csv.DictReader(file) if row["field"]}
    return limiting.difference(*(offer[4] for offer in labelled.values()))


def random_rules(rng: np.random.Generator, count: int) -> list[Row]:
    """Made-up rules; some are background, some ended, some limit a term that no offer has."""
    rules = []
    for number in range(count):
        start = date(2015, 1, 1) + timedelta(days=int(rng.integers(0, 60)))
        end = start + timedelta(days=int(rng.integers(0, 40))) if rng.random() < 0.5 else None
        rules.append(
            {
                "rule_id": f"rule-{number}",
                "jurisdiction": str(rng.choice(["CN", "US"])),
                "field": str(rng.choice([*TERMS, "unheard-of", ""], p=[0.2] * 4 + [0.1] * 2)),
                "test": str(rng.choice(["max", "min", "equals"])),
                "limit": float(rng.integers(0, 4)),
                "applies_to": str(rng.choice(["all", "consumer", "business"])),
                "in_force_from": start,
                "in_force_until": end,
                "source_url": f"source {number}",
            }
        )
    return rules


def random_offers(rng: np.random.Generator, count: int) -> list[Row]:
    """Made-up offers with small whole terms, so that many meet a limit exactly; None is missing."""
    return [
        {
            "offer_id": f"offer-{number}",
            "jurisdiction": str(rng.choice(["CN", "US"])),
            "launch_date": date(2015, 1, 1) + timedelta(days=int(rng.integers(0, 110))),
            "card_type": str(rng.choice(["consumer", "business"])),
        }
        | {term: None if rng.random() < 0.25 else float(rng.integers(0, 4)) for term in TERMS}
        for number in range(count)
    ]


def triple_loop(findings_of: Function) -> None:
    """Every offer, every rule, every term, one at a time, with plain dates and comparisons."""
    rng = np.random.default_rng(241)
    for _ in range(25):
        rules, offers = random_rules(rng, 15), random_offers(rng, 15)
        expected = []
        for offer in offers:
            for rule in rules:
                for term in TERMS:
                    if term != rule["field"] or offer[term] is None:
                        continue
                    if offer["jurisdiction"] != rule["jurisdiction"]:
                        continue
                    if rule["applies_to"] not in ("all", offer["card_type"]):
                        continue
                    until = rule["in_force_until"] or date.max
                    if not rule["in_force_from"] <= offer["launch_date"] < until:
                        continue
                    kept = {
                        "max": offer[term] <= rule["limit"],
                        "min": offer[term] >= rule["limit"],
                        "equals": offer[term] == rule["limit"],
                    }
                    if not kept[rule["test"]]:
                        ids = (offer["offer_id"], rule["rule_id"])
                        expected.append((*ids, offer[term], rule["limit"], rule["source_url"]))
        rule_table = pd.DataFrame(rules)
        rule_table["field"] = rule_table["field"].replace("", None)
        for column in ("in_force_from", "in_force_until"):
            rule_table[column] = pd.to_datetime(rule_table[column])
        offer_table = pd.DataFrame(offers).astype(dict.fromkeys(TERMS, float))
        offer_table["launch_date"] = pd.to_datetime(offer_table["launch_date"])
        assert tuples(findings_of(offer_table, rule_table)) == sorted(expected)


def nothing_to_find(findings_of: Function) -> None:
    """No breach is an empty table with its columns: a fair offer, no rules, no ruled terms."""
    rules = course.bank.load_rules()
    fair = pd.DataFrame(
        {
            "offer_id": ["A"],
            "jurisdiction": ["CN"],
            "launch_date": [pd.Timestamp(2027, 3, 1)],
            "card_type": ["consumer"],
            "interchange_rate": [0.0045],
        }
    )
    bare = fair.drop(columns="interchange_rate")
    for offers, table in [(fair, rules), (fair, rules.iloc[:0]), (bare, rules)]:
        assert tuples(findings_of(offers, table)) == []


# --- planted faults -----------------------------------------------------------------------------


def _findings(offers: pd.DataFrame, rules: pd.DataFrame, wrong: str) -> pd.DataFrame:
    """Pair everything with everything, with one mistake."""
    pairs = offers.merge(rules.dropna(subset="field"), on="jurisdiction", suffixes=("", "_rule"))
    rows = []
    for pair in pairs.to_dict("records"):
        value, limit = pair.get(pair["field"], np.nan), pair["limit"]
        mine = pair["applies_to"] in ("all", pair["card_type"])
        ended = pair["launch_date"] >= pair["in_force_until"]
        begun = pair["launch_date"] >= pair["in_force_from"]
        broken = {"max": value > limit, "min": value < limit, "equals": abs(value - limit) > 0}
        if wrong == "limit itself barred" and pair["test"] == "max":
            broken["max"] = value >= limit
        if wrong == "never ends":
            ended = False
        if begun and not ended and broken[pair["test"]] and mine:
            rows.append((pair["offer_id"], pair["rule_id"], value, limit, pair["source_url"]))
    return pd.DataFrame(rows, columns=COLUMNS)


def limit_itself_barred(offers: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    return _findings(offers, rules, "limit itself barred")


def past_law_applied(offers: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    return _findings(offers, rules, "never ends")


ORACLES = [
    Oracle("compliance-findings", labels, fault=past_law_applied),
    Oracle("compliance-findings", triple_loop, fault=limit_itself_barred),
    Oracle("compliance-findings", nothing_to_find, fault=limit_itself_barred),
]
