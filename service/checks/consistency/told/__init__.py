"""What was found, told: findings, ticks, and why something was not tested."""
