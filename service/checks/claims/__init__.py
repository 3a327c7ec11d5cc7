"""The guard: nothing that a model claims of a report stands unless the report proves its quotes and its figures."""
