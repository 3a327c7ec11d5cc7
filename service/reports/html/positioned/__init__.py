"""HTML in which every word is placed by coordinates, as programs make it from PDF."""
