"""From lesson text to nbgrader notebooks. Knows nbgrader's format and nothing of cards."""
