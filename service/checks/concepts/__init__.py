"""What accounts speak of, in words: concepts and their identities as data, and what else the words of captions say."""
