"""Training and scoring of the annotation models: from Universal Dependencies treebanks to model files."""
