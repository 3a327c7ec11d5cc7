"""How one process tells another that the embedded database has something new."""
