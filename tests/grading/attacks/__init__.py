"""Hand-ins that try to cheat, to look, to break or to stay; `test_attacks` grades them all."""
