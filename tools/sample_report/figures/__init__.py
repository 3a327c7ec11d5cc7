"""The figures of the invented company, from one model: what it owns, owes, earns and pays."""
