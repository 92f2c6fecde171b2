"""Methods text that a paper can quote: written from the settings and results of a study, with its references."""
