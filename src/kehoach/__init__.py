"""kehoach: an indicator tracker over flat files for a Vietnamese school."""

__version__ = "0.1.0"
