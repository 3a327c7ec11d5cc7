"""References to accounting standards: the number beside the subject that is named with it."""
