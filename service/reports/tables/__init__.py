"""The cells of a table become headers, columns and figures with their units."""
