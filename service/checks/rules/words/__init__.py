"""Rules about words: references, heads and captions, by the agent logic_consistency."""
