"""One module a verb of `cardpm`: ``EXAMPLE``, ``add_options(command)`` and ``run(options)``.

A module is loaded only when its verb is called, so a student's verbs need none of the instructor's
libraries. Its docstring's first line is the verb's description.
"""
