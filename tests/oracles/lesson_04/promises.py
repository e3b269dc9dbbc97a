"""Oracles for the attainment of a service level agreement."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses

START = pd.Timestamp("2025-03-03")


def random_tickets(seed: int, count: int) -> list[tuple[int, int | None]]:
    """Opening and closing in whole minutes; a quarter stays open."""
    rng = np.random.default_rng(seed)
    opened = rng.integers(0, 10_000, count)
    took = rng.integers(0, 6_000, count)
    return [
        (int(o), None if rng.random() < 0.25 else int(o + t))
        for o, t in zip(opened, took, strict=True)
    ]


def table(tickets: list[tuple[int, int | None]]) -> pd.DataFrame:
    def moment(minutes: int | None) -> pd.Timestamp:
        return pd.NaT if minutes is None else START + pd.Timedelta(minutes=minutes)

    frame = pd.DataFrame(
        [(moment(o), moment(c)) for o, c in tickets], columns=["opened_at", "closed_at"]
    ).astype("datetime64[us]")
    return frame.set_index(frame.index % 7)


def clock_runs(attainment_of: Function) -> None:
    """A clock that knows only the past: it judges each ticket from what it has seen so far.

    Counts are exact; the share is compared to 1e-12, float noise.
    """
    for seed in (1, 2, 3):
        tickets = random_tickets(seed, 120)
        for now in (900, 4_000, 9_999, 30_000):
            for hours in (6, 24.5, 48):
                limit = round(hours * 60)
                counts = {"met": 0, "breached": 0, "undetermined": 0}
                for opened, closed in tickets:
                    if opened > now:
                        continue
                    deadline = opened + limit
                    if closed is not None and closed <= now:
                        counts["met" if closed <= deadline else "breached"] += 1
                    else:
                        counts["breached" if now > deadline else "undetermined"] += 1
                decided = counts["met"] + counts["breached"]
                report = table(tickets), START + pd.Timedelta(minutes=now), float(hours)
                if not decided:
                    assert refuses(attainment_of, *report)
                    continue
                result = attainment_of(*report)
                assert {key: int(result[key]) for key in counts} == counts
                assert abs(result["attainment"] - counts["met"] / decided) < 1e-12


def design_table(attainment_of: Function) -> None:
    """The eight tickets of the course design (4.3): met 4, breached 2, undetermined 2, 66.67 %."""
    now, hour = 10_000, 60
    tickets = [
        (1_000, 1_000 + 20 * hour),
        (2_000, 2_000 + 48 * hour),
        (3_000, 3_000 + 5 * hour),
        (4_000, 4_000 + 47 * hour),
        (4_500, 4_500 + 50 * hour),
        (now - 72 * hour, None),
        (now - 48 * hour, None),
        (now - hour, None),
    ]
    result = attainment_of(table(tickets), START + pd.Timedelta(minutes=now), 48.0)
    assert [result[key] for key in ("met", "breached", "undetermined")] == [4, 2, 2]
    assert abs(result["attainment"] - 2 / 3) < 1e-12


def nothing_decided(attainment_of: Function) -> None:
    for tickets in ([], [(100, None)], [(900, 950)]):
        now = START + pd.Timedelta(minutes=200)
        assert refuses(attainment_of, table(tickets), now, 48.0)


# --- planted faults -----------------------------------------------------------------------------


def closed_only(tickets: pd.DataFrame, as_of: pd.Timestamp, hours: float) -> dict[str, float]:
    closed = tickets[tickets["closed_at"].notna()]
    took = closed["closed_at"] - closed["opened_at"]
    met = int((took <= pd.Timedelta(hours=hours)).sum())
    return {
        "met": met,
        "breached": len(closed) - met,
        "undetermined": len(tickets) - len(closed),
        "attainment": met / max(len(closed), 1),
    }


ORACLES = [
    Oracle("sla-attainment", clock_runs, fault=closed_only),
    Oracle("sla-attainment", design_table, fault=closed_only),
    Oracle("sla-attainment", nothing_decided, fault=closed_only),
]
