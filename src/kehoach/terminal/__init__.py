"""Views on the terminal: a module for each thing that is shown."""
