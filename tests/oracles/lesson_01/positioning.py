"""Oracle for the positioning map: the drawn points are read back."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from oracle import Function, Oracle


def points_are_the_cards(draw: Function) -> None:
    """Read the picture back: place, area and name of each card's point.

    Rates are quotients of whole numbers worked by hand, so 1e-12 is float noise. The areas are
    read here because the notebook's checks leave them to the reader.
    """
    cards = pd.DataFrame(
        {
            "card_name": ["Quay", "Pier", "Dock", "Slip"],
            "net_fee_cny": [0.0, 300.0, 1_200.0, 0.0],
            "rewards_cny": [250.0, 1_000.0, 3_000.0, 0.0],
            "headline_rate": [0.01, 0.05, 0.03, 0.002],
            "cards_in_force_10k": [500, 120, 40, 900],
        }
    )
    before = cards.copy()
    plt.close("all")
    ax = draw(cards, 50_000.0)
    assert ax is not None, "no axes came back"
    pd.testing.assert_frame_equal(cards, before)
    places = np.vstack([np.asarray(cloud.get_offsets()) for cloud in ax.collections])
    areas = np.concatenate([np.resize(c.get_sizes(), len(c.get_offsets())) for c in ax.collections])
    expected = {(0.0, 0.005, 500), (300.0, 0.02, 120), (1_200.0, 0.06, 40), (0.0, 0.0, 900)}
    assert len(places) == len(expected)
    for (across, up), area in zip(places, areas, strict=True):
        assert any(np.allclose((across, up, area), one, 0, 1e-12) for one in expected)
    texts = " ".join(text.get_text() for text in ax.texts)
    assert all(name in texts for name in cards["card_name"])
    assert "CNY" in ax.get_xlabel()
    assert "reward" in ax.get_ylabel().lower()
    title = " ".join(ax.get_title(loc) for loc in ("left", "center", "right"))
    assert len(title.split()) >= 3, "the title is a finding, not a word"
    plt.close("all")


# --- planted faults -----------------------------------------------------------------------------


def headline_rates(cards: pd.DataFrame, spend_cny: float) -> plt.Axes:
    _, ax = plt.subplots()
    ax.scatter(cards["net_fee_cny"], cards["headline_rate"], s=cards["cards_in_force_10k"])
    for row in cards.itertuples():
        ax.annotate(row.card_name, (row.net_fee_cny, row.headline_rate))
    ax.set(xlabel="Fee (CNY)", ylabel="Reward rate", title="Dear cards promise more")
    return ax


ORACLES = [
    Oracle("positioning-map", points_are_the_cards, fault=headline_rates),
]
