"""Oracles for notebook 07, partnerships."""

from lesson_07 import bargaining, coalitions, deal, fees, liability, picture, redemption, teams

ORACLES = [
    *fees.ORACLES,
    *deal.ORACLES,
    *redemption.ORACLES,
    *liability.ORACLES,
    *bargaining.ORACLES,
    *picture.ORACLES,
    *coalitions.ORACLES,
    *teams.ORACLES,
]
