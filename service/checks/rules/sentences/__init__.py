"""Rules about what sentences say of figures: one module each, with its examples beside it."""
