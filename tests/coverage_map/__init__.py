"""The coverage map: which claim of the brief is graded where, on what data, by which oracle."""
