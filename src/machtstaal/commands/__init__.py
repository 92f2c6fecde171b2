"""What `make` calls: run a study, score the extraction, measure the speed."""
