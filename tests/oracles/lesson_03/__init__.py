"""Oracles for notebook 03, data analysis and market research."""

from lesson_03 import averages, cohorts, conjoint, picture, segments, surveys, usage

ORACLES = [
    *usage.ORACLES,
    *cohorts.ORACLES,
    *averages.ORACLES,
    *surveys.ORACLES,
    *conjoint.ORACLES,
    *segments.ORACLES,
    *picture.ORACLES,
]
