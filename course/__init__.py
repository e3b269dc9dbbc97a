"""Credit card product management: a course with auto-graded exercises."""
