"""Power frames: who is put over whom by a predicate, and whether that power is said to be exercised."""
