"""Rules about what the report states as facts, in words and in numbers, by the agent logic_consistency."""
