"""How one cardholder shops and pays, month after month. All of it is assumption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

PURCHASE, PAYMENT, INTEREST, LATE_FEE = "purchase", "payment", "interest", "late fee"

# category, share of purchases, size of a purchase against the cardholder's usual one
CATEGORIES = (
    ("groceries", 0.24, 0.6),
    ("dining", 0.20, 0.7),
    ("online shopping", 0.18, 1.0),
    ("transport", 0.12, 0.4),
    ("fuel", 0.07, 0.9),
    ("apparel", 0.06, 1.3),
    ("health", 0.05, 1.4),
    ("education", 0.04, 2.5),
    ("travel", 0.04, 3.0),
)
# January to December: Spring Festival, the June and November sales.
SEASON = (1.15, 0.95, 0.95, 0.95, 1.0, 1.1, 0.95, 0.95, 1.0, 1.05, 1.2, 1.1)
POSTING_LAGS, LAG_SHARES = (0, 1, 2), (0.35, 0.50, 0.15)  # days from purchase to posting

DORMANT_SHARE = 0.17
MINIMUM_PAYER_SHARE = 0.12  # of those who do not pay in full
ENTERS_STRESS, RECOVERS, DEFAULTS = 0.0028, 0.35, 0.14  # a month, at average risk
MISSES_IN_STRESS = 0.6
FORGETS, PAYS_LATE = 0.01, 0.02

_NAMES = tuple(name for name, _, _ in CATEGORIES)
_SHARES = np.array([share for _, share, _ in CATEGORIES]) / sum(s for _, s, _ in CATEGORIES)
_SIZES = np.array([size for _, _, size in CATEGORIES]) / float(
    sum(share * size for _, share, size in CATEGORIES) / sum(s for _, s, _ in CATEGORIES)
)
_TICKET_SPREAD = 0.8


class Posting(NamedTuple):
    """One booking: days count from 1970-01-01, money in fen, payments negative."""

    day: int
    kind: str
    fen: int
    made_on: int
    category: str | None = None


@dataclass
class Cardholder:
    """Habits of one account's holder; ``mood`` moves from steady to stressed to defaulted."""

    pays: str
    purchases_a_month: float
    usual_fen: float
    pay_share: float
    risk: float
    mood: str = "steady"

    @classmethod
    def draw(cls, limit_cny: int, risk: float, rng: np.random.Generator) -> Cardholder:
        """Draw the habits of an account with this limit and latent risk."""
        pays = _draw_way_of_paying(risk, rng)
        # Spending runs with the limit; who pays in full spends more of it a month.
        share = {"in full": 0.2, "a part": 0.175, "the minimum": 0.12, "dormant": 0.0}[pays]
        spend = 100 * limit_cny * share * np.exp(rng.normal(0, 0.4))
        number = float(np.clip(4.5 * np.exp(rng.normal(0, 0.5)), 1, 25))
        return cls(pays, number, spend / number, float(rng.uniform(0.12, 0.30)), risk)

    def live_a_month(self, rng: np.random.Generator) -> None:
        """Let the mood change: stress comes with risk, ends in recovery or default."""
        chance = rng.random()
        if self.mood == "steady" and chance < ENTERS_STRESS * np.exp(self.risk):
            self.mood = "stressed"
        elif self.mood == "stressed" and chance < DEFAULTS:
            self.mood = "defaulted"
        elif self.mood == "stressed" and chance < DEFAULTS + RECOVERS:
            self.mood = "steady"

    def shop(
        self, start: int, end: int, month: int, opened: int, rng: np.random.Generator
    ) -> list[Posting]:
        """Purchases posted from ``start`` to ``end`` (both counted), in no order."""
        if self.pays == "dormant":
            return []
        expected = self.purchases_a_month * SEASON[month - 1] * (end - start + 1) / 30.4
        n = int(rng.poisson(expected))
        kind = rng.choice(len(_NAMES), n, p=_SHARES)
        # The lognormal has mean one, so the usual purchase is the mean purchase.
        noise = np.exp(rng.normal(0, _TICKET_SPREAD, n) - _TICKET_SPREAD**2 / 2)
        fen = np.maximum((self.usual_fen * _SIZES[kind] * noise).round(), 100).astype(int)
        day = rng.integers(start, end + 1, n)
        made = np.maximum(day - rng.choice(POSTING_LAGS, n, p=LAG_SHARES), opened)
        return [
            Posting(int(d), PURCHASE, int(f), int(m), _NAMES[k])
            for d, f, m, k in zip(day, fen, made, kind, strict=True)
        ]

    def pay(
        self, closing: int, minimum: int, due: int, next_statement: int, rng: np.random.Generator
    ) -> Posting | None:
        """Pay on a statement of ``closing`` fen with ``minimum`` fen due, or not at all."""
        if closing <= 0 or self.mood == "defaulted" or rng.random() < FORGETS:
            return None
        amount, day = self._amount(closing, minimum), due - int(rng.integers(0, 6))
        if self.mood == "stressed":
            if rng.random() < MISSES_IN_STRESS:
                return None
            amount = minimum
        if rng.random() < PAYS_LATE:
            day = due + int(rng.integers(1, min(8, next_statement - due + 1)))
        return Posting(day, PAYMENT, -amount, day - int(rng.integers(0, 2)))

    def _amount(self, closing: int, minimum: int) -> int:
        if self.pays == "in full":
            return closing
        if self.pays == "the minimum":
            return minimum
        # People who pay a part pay whole yuan, never less than the minimum nor more than all.
        return min(closing, max(minimum, round(self.pay_share * closing / 100) * 100))


def _draw_way_of_paying(risk: float, rng: np.random.Generator) -> str:
    if rng.random() < DORMANT_SHARE:
        return "dormant"
    if rng.random() > 1 / (1 + np.exp(0.05 - 0.6 * risk)):
        return "in full"
    return "the minimum" if rng.random() < MINIMUM_PAYER_SHARE else "a part"
