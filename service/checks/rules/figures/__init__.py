"""Rules about the figures of tables: one module each, with its examples beside it."""
