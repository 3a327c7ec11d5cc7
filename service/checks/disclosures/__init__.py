"""What a full set of statements has to tell by the standards: which apply, and item by item what is told."""
