"""The sections of the methods text: each a function from `Facts` to paragraphs, listed in `machtstaal.methods.text`."""
