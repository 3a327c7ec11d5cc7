"""What a report says in words: its paragraphs, headings and captions, each knowing where it stands."""
