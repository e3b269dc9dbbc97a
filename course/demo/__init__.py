"""A practice class, composed from the answer catalogue, graded from end to end."""
