"""Networks of actors: who is named with whom, who has power over whom, who is tied to which process."""
