"""The tests that every reader of accounts expects, each with its state: holds, broken, or not found and why."""
