"""tickmark review: what people decided about an audit's findings, and deciding."""
