"""How good the extraction is, held against gold annotation."""
