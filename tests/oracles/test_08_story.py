"""Notebook 08: the numbers that the text quotes about the case bank, recomputed."""

import numpy as np
import pandas as pd
import pytest
from lesson_08 import quoted

from course.press.lesson import find_lessons, read_lesson

NUMBER = "08"


@pytest.fixture(scope="module")
def lesson(request):
    (folder,) = find_lessons(request.config.rootpath / "course" / "lessons", NUMBER)
    return read_lesson(folder)


def test_draft_is_a_logistic_regression_on_evidence(lesson, references) -> None:
    """Points agree within one, which rounding of thirds may cost."""
    _, points = quoted.scorecard(lesson)
    again = quoted.regressed_points(lesson, references(NUMBER)["woe-table"])
    for name, column in points.items():
        assert np.abs(np.subtract(column, again[name])).max() <= 1


def test_fit_of_the_text(lesson, references) -> None:
    """Section 3: coefficients alone and together, and what adding up costs."""
    tasks, cards = references(NUMBER), quoted.booked(lesson)
    evidence = quoted.evidence(lesson, tasks["woe-table"], cards)
    early = cards["activated_on"] < "2023-01-01"
    bad = cards["default_12m"]
    assert (early.sum(), bad[early].sum()) == (6_265, 189)
    fit = tasks["fit-scorecard"](evidence[early], bad[early])
    assert list(fit[list(evidence)]) == pytest.approx([0.90, 0.46, 0.29], abs=5e-3)
    alone = [tasks["fit-scorecard"](evidence.loc[early, [f]], bad[early])[f] for f in evidence]
    assert alone == pytest.approx([1.02, 0.99, 0.99], abs=5e-3)

    fitted = fit["intercept"] + evidence @ fit[list(evidence)]
    added = evidence.sum(axis=1) + np.log((6_265 - 189) / 189)
    chance = {"fit": 1 / (1 + np.exp(fitted)), "sum": 1 / (1 + np.exp(added))}
    expected = {name: chances[early].sum() for name, chances in chance.items()}
    assert expected == pytest.approx({"fit": 189, "sum": 233}, abs=0.05)
    earned = {
        (name, year): int((kept & (bad == 0)).sum() * 620 - (kept & (bad == 1)).sum() * 7_200)
        for name, chances in chance.items()
        for year, cells in [(2022, early), (2023, ~early)]
        for kept in [cells & (chances <= 620 / 7_820)]
    }
    assert earned["fit", 2022] - earned["sum", 2022] == 82_260
    assert earned["sum", 2023] - earned["fit", 2023] == 93_020

    own = tasks["scale-points"](fitted).round()
    best = tasks["best-cutoff"](own, bad, quoted.GAIN, quoted.LOSS)
    assert (best["cutoff"], best["profit_cny"]) == (580, 4_178_400)
    assert best["profit_cny"] - quoted.profit(cards, 580)[0] == 12_900


@pytest.mark.parametrize(
    ("cutoff", "money", "share", "bad_rate"),
    [
        (0, 3_961_580, 1.0, 0.0371),
        (566, 4_047_800, 0.974, 0.0350),
        (580, 4_165_500, 0.889, 0.0294),
        (590, 4_036_640, 0.744, 0.0216),
        (600, 3_676_420, 0.631, 0.0173),
    ],
)
def test_profits_of_the_text(lesson, cutoff, money, share, bad_rate) -> None:
    found = quoted.profit(quoted.booked(lesson), cutoff)
    assert found[0] == money
    assert found[1] == pytest.approx(share, abs=5e-4)
    assert found[2] == pytest.approx(bad_rate, abs=5e-5)


def test_scores_of_the_text(lesson, references) -> None:
    tasks, cards = references(NUMBER), quoted.booked(lesson)
    outcome = cards["default_12m"]
    assert len(cards) == 12_015
    assert tasks["gini"](cards["score"], outcome) == pytest.approx(0.438, abs=5e-4)
    assert tasks["gini"](cards["draft"], outcome) == pytest.approx(0.450, abs=5e-4)
    assert tasks["ks-statistic"](cards["draft"], outcome) == pytest.approx(0.350, abs=5e-4)
    best = tasks["best-cutoff"](cards["draft"], outcome, quoted.GAIN, quoted.LOSS)
    assert (best["cutoff"], best["profit_cny"]) == (580, 4_165_500)
    of_2022 = cards[cards["activated_on"] < "2023-01-01"]
    early = tasks["best-cutoff"](of_2022["draft"], of_2022["default_12m"], 620, 7_200)
    later = cards[cards["activated_on"] >= "2023-01-01"]
    assert early["cutoff"] == 576
    assert quoted.profit(later, 576)[0] == 1_673_600
    assert quoted.profit(later, 600)[0] == 1_605_400


def test_chance_of_the_text(lesson, references) -> None:
    """The bootstrap intervals of section 6; their ends move a little with the draws."""
    gini, cards = references(NUMBER)["gini"], quoted.booked(lesson)
    rng = np.random.default_rng(0)
    ginis, profits = [], []
    for _ in range(400):
        drawn = cards.iloc[rng.integers(0, len(cards), len(cards))]
        outcome = drawn["default_12m"]
        ginis.append(gini(drawn["draft"], outcome) - gini(drawn["score"], outcome))
        profits.append(quoted.profit(drawn, 580)[0] - quoted.profit(drawn, 600)[0])
    assert np.quantile(ginis, [0.025, 0.975]) == pytest.approx([-0.003, 0.028], abs=0.004)
    ends = np.quantile(profits, [0.025, 0.975])
    assert ends == pytest.approx([284_000, 689_000], abs=40_000)


def test_characteristics_of_the_text(lesson, references) -> None:
    tasks, cards = references(NUMBER), quoted.booked(lesson)
    cuts = {
        "score": ([605, 615, 625, 635, 650, 670], 0.655),
        "utilisation_elsewhere": ([0.2, 0.4, 0.6], 0.188),
        "bureau_enquiries_6m": ([2, 3], 0.138),
        "annual_income_cny": ([60_000, 120_000, 200_000], 0.009),
        "other_cards": ([1, 3], 0.004),
        "months_at_job": ([12, 60, 120], 0.001),
    }
    for name, (edges, value) in cuts.items():
        table = tasks["woe-table"](cards, name, "default_12m", edges)
        found = tasks["information-value"](table["goods"], table["bads"])
        assert found == pytest.approx(value, abs=5e-4), name


def test_spring_of_the_text(lesson, references) -> None:
    tasks, cards = references(NUMBER), quoted.booked(lesson)
    everybody = quoted.applications()
    scores = quoted.draft(lesson, everybody)
    spring = everybody["applied_on"].between("2023-04-01", "2023-06-30")
    index = tasks["population-stability-index"](
        scores[everybody["applied_on"] < "2023-01-01"], scores[spring], [560, 580, 600, 620, 640]
    )
    assert index == pytest.approx(0.003, abs=5e-4)
    quarter = cards["activated_on"].dt.to_period("Q").astype(str)
    bad = cards.loc[quarter == "2023Q2", "default_12m"]
    usual = cards.loc[quarter != "2023Q2", "default_12m"].mean()
    assert (len(bad), bad.sum()) == (1_538, 113)
    assert bad.sum() - usual * len(bad) == pytest.approx(64, abs=0.5)


def test_rolls_of_the_text(references) -> None:
    roll, paths = references(NUMBER)["roll-rates"], quoted.performance()
    shares = roll(paths).set_index(["from_bucket", "to_bucket"])["share"]
    forward = [shares[bucket, bucket + 1] for bucket in range(6)]
    printed = [0.040, 0.214, 0.549, 0.736, 0.816, 0.904]
    assert forward == pytest.approx(printed, abs=5e-4)
    assert np.prod(forward) == pytest.approx(0.0026, abs=5e-5)
    old = paths[paths["months_on_book"] == 24]
    assert (old["bucket"] == 6).mean() == pytest.approx(0.075, abs=5e-4)
    for first, last, pooled in [("2023-04", "2023-07", 0.037), ("2024-01", "2024-04", 0.045)]:
        quarter = paths[paths["month"].between(first, last)]
        found = roll(quarter).set_index(["from_bucket", "to_bucket"])["share"][0, 1]
        assert found == pytest.approx(pooled, abs=6e-4)
    early = paths[paths["months_on_book"].between(2, 7)]
    by_vintage = {
        str(vintage): roll(part).set_index(["from_bucket", "to_bucket"])["share"][0, 1]
        for vintage, part in early.groupby(early["opened_on"].dt.to_period("Q"))
    }
    assert by_vintage.pop("2023Q2") == pytest.approx(0.065, abs=5e-4)
    assert (min(by_vintage.values()), max(by_vintage.values())) == pytest.approx(
        (0.033, 0.040), abs=5e-4
    )


def test_vintages_of_the_text(references) -> None:
    ax = references(NUMBER)["plot-vintages"](quoted.performance())
    lines = {line.get_label(): dict(zip(*line.get_data(), strict=True)) for line in ax.get_lines()}
    spring = lines.pop("2023Q2")
    assert spring[9] == pytest.approx(0.046, abs=5e-4)
    others = [line[9] for line in lines.values()]
    assert (min(others), max(others)) == pytest.approx((0.011, 0.019), abs=5e-4)
    assert (spring[6], lines["2022Q4"][6]) == pytest.approx((0.009, 0.010), abs=5e-4)


def test_fairness_of_the_text(lesson, references) -> None:
    fairness = references(NUMBER)["fairness-check"]
    people = quoted.applications()
    people = people.assign(draft=quoted.draft(lesson, people))
    people["band"] = pd.cut(people["age"], [0, 24, 34, 49, 99], labels=["<25", "25", "35", "50"])
    for cutoff, young, student in [(600, 0.50, 0.20), (580, 0.82, 0.70)]:
        people["approved"] = (people["draft"] >= cutoff).astype(int)
        for column, group, ratio in [("band", "<25", young), ("employment", "student", student)]:
            found = fairness(people, column).set_index("group")["ratio"][group]
            assert found == pytest.approx(ratio, abs=5e-3)
    assert people["approved"].sum() == 12_573
    rejected = quoted.applications()["approved"] == 0
    assert (people["approved"] & rejected).sum() == 732
    students = quoted.booked(lesson).query("employment == 'student' and draft >= 580")
    assert (len(students), students["default_12m"].sum()) == (283, 3)
