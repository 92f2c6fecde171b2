"""Sentences, words, tags, lemmas and dependency trees for every turn, with Stanza."""
