"""Rules about words: references, heads, captions and names, by the agent logic_consistency."""
