"""Proofs: each module makes a row of docs/reliability.md true, or says that it is not."""
