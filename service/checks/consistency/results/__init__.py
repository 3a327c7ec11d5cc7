"""What was found in sentences: findings, what holds, and why something was not tested."""
