"""Groups compared, with speakers as the units: rates, contrasts, key words.

Measures are data (`measures.yaml`). They are counted once for every speaker, and everything else is made from
that table:

    catalogue = measures.load()
    counted = counts.count(catalogue, tables, turns, groups)
    rates.estimate(counted)
    contrasts.compare(counted)
    keyness.compare(tokens)
"""
