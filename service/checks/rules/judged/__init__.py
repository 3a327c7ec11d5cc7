"""Rules about what only a model sees: it claims, and what the report proves is kept (docs/agents.md)."""
