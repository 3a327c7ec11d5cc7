"""How grave a difference is."""
