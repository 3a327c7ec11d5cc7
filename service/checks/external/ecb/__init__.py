"""The European Central Bank's reference rates, against the exchange rates that a report states."""
