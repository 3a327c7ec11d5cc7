"""The guard: nothing that a model claims of a report is kept unless the report proves its quotes and its figures."""
