"""The notes of a report: their numbered headings, and what refers to them."""
