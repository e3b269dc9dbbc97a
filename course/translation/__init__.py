"""The course in another language: catalogues for translators, the translated release, its lint.

English is the one source. A translator fills gettext catalogues (``.po``); code, names, ids, points
and checks stay the same, so a submission in any language is graded alike.
"""
