"""Pairs of submissions that share more than they should: a help for judgement, not a verdict.

``answers`` reads what each student wrote, ``pairs`` compares, ``page`` shows it side by side.
"""
