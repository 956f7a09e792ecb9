"""Where schools come from: folders, the files in them, what was kept of them; many at once."""
