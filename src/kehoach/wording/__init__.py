"""Everything Vietnamese that the program says, apart from its templates.

Nothing is imported here: a help page must not wait for the models that `terms` speaks of.
"""
