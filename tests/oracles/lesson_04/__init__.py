"""Oracles for notebook 04, customer service."""

from lesson_04 import contacts, fixes, picture, promises, queues, risks, satisfaction, triage

ORACLES = [
    *satisfaction.ORACLES,
    *promises.ORACLES,
    *contacts.ORACLES,
    *queues.ORACLES,
    *triage.ORACLES,
    *risks.ORACLES,
    *fixes.ORACLES,
    *picture.ORACLES,
]
