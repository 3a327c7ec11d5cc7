"""Rules about what only a model sees: it claims, and stands is what the report bears out (docs/agents.md)."""
