"""One module a section: `section(study)` gives its blocks, or None where the study has nothing for it."""
