"""Many schools at once: what each of them says, and what that adds up to. Pure."""
