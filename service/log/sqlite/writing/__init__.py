"""The one writer of a process on the embedded database: batches, their transactions, and the thread that runs them."""
