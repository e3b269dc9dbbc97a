"""The synthetic world of Lantern Bank: who holds a card, how they use it, what the bank books."""
