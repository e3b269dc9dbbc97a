"""Prove a lesson's checks: they refuse the stub, catch wrong answers, accept right ones."""
