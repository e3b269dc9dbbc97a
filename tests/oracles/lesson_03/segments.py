"""Oracles for segments by k-means; labels are compared by who is with whom, never by number."""

import numpy as np
import pandas as pd
from oracle import Function, Oracle, refuses
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import StandardScaler

import course.bank

STARTS = 80


def best_inertia(features: pd.DataFrame, k: int) -> float:
    scaled = StandardScaler().fit_transform(features)
    return float(KMeans(k, n_init=100, random_state=0).fit(scaled).inertia_)


def inertia(features: pd.DataFrame, labels: object) -> float:
    scaled = StandardScaler().fit_transform(features)
    groups = np.asarray(labels)
    parts = [scaled[groups == label] for label in np.unique(groups)]
    return sum(float(((part - part.mean(axis=0)) ** 2).sum()) for part in parts)


def as_tight_as_the_library(segments_of: Function) -> None:
    """Within 1 % (the task's own promise) of scikit-learn's best of 100 starts; k labels."""
    rng = np.random.default_rng(12)
    blobs = np.repeat([[0, 0], [0, 9], [25, 0], [30, 0], [28, 9]], 15, axis=0)
    for values, k in [
        (rng.normal(size=(70, 3)) * [1, 50, 0.01], 3),
        (blobs + rng.random((75, 2)), 5),
    ]:
        features = pd.DataFrame(values)
        best = best_inertia(features, k)
        for seed in range(3):
            labels = segments_of(features, k, STARTS, seed)
            assert len(set(labels)) == k and len(labels) == len(features)
            assert inertia(features, labels) <= 1.01 * best


def planted_groups(segments_of: Function) -> None:
    """Three planted groups come back (adjusted Rand index 1), whatever the units of a feature."""
    rng = np.random.default_rng(13)
    truth = np.repeat([0, 1, 2], 25)
    features = pd.DataFrame(
        {
            "utilisation": np.array([0.1, 0.5, 0.9])[truth] + rng.uniform(-0.05, 0.05, 75),
            "visits": np.array([2.0, 9.0, 3.0])[truth] + rng.uniform(-1, 1, 75),
        }
    )
    for scale in (1.0, 1e5, 1e-5):
        labels = segments_of(features.assign(visits=features["visits"] * scale), 3, STARTS, 0)
        assert adjusted_rand_score(truth, labels) == 1.0
    labels = segments_of(features.assign(country=86), 3, STARTS, 1)
    assert adjusted_rand_score(truth, labels) == 1.0


def real_accounts(segments_of: Function) -> None:
    """Real Taiwanese accounts (UCI 350): the groups of scikit-learn, adjusted Rand above 0.95.

    On 600 of the 30,000; limit, utilisation and age. A few accounts lie between two groups.
    """
    cards = course.bank.load_uci_cards().iloc[::50]
    features = pd.DataFrame(
        {
            "limit": cards["limit_twd"],
            "utilisation": (cards["bill_1_twd"] / cards["limit_twd"]).clip(0, 1.2),
            "age": cards["age"],
        }
    )
    scaled = StandardScaler().fit_transform(features)
    library = KMeans(3, n_init=50, random_state=0).fit(scaled)
    assert adjusted_rand_score(library.labels_, segments_of(features, 3, STARTS, 0)) > 0.95


def impossible_numbers(segments_of: Function) -> None:
    """No group, or more groups than different rows, is refused; as many as rows is not."""
    rows = pd.DataFrame({"a": [1.0, 1.0, 2.0, 4.0], "b": [0.0, 0.0, 1.0, 0.0]})
    assert adjusted_rand_score([0, 0, 1, 2], segments_of(rows, 3, STARTS, 0)) == 1.0
    assert refuses(segments_of, rows, 4, STARTS, 0)
    assert refuses(segments_of, rows, 0, STARTS, 0)


# --- planted faults -----------------------------------------------------------------------------


def raw_units(features: pd.DataFrame, k: int, starts: int, seed: int) -> np.ndarray:
    return KMeans(k, n_init=starts, random_state=seed).fit(features).labels_


def one_start(features: pd.DataFrame, k: int, starts: int, seed: int) -> np.ndarray:
    scaled = StandardScaler().fit_transform(features)
    return KMeans(k, n_init=1, init="random", random_state=seed).fit(scaled).labels_


def two_groups_always(features: pd.DataFrame, k: int, starts: int, seed: int) -> np.ndarray:
    return (features.iloc[:, 0] > features.iloc[:, 0].mean()).astype(int).to_numpy()


ORACLES = [
    Oracle("customer-segments", as_tight_as_the_library, fault=one_start),
    Oracle("customer-segments", planted_groups, fault=raw_units),
    Oracle("customer-segments", real_accounts, fault=raw_units),
    Oracle("customer-segments", impossible_numbers, fault=two_groups_always),
]
