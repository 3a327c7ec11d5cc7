"""What a sentence prints: figures, periods, words, the measure and the part of the group that it speaks of."""
