"""What a student does outside of the notebook: start, see how far the work is, hand in."""
