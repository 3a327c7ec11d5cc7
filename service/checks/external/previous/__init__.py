"""The previous report of the same entity, whose figures are this report's comparatives."""
