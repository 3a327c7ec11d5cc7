"""The agent external_signal, in parts: who asks, and what a worker process makes of report and answers."""
