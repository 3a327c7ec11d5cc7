"""What a report states about itself, held against what others publish: which question to ask, and what answers mean."""
