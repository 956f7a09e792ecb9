"""Measurements: how long the commands take, beside what else a school would use."""
