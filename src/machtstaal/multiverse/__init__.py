"""Which findings survive other reasonable choices: the analysis run again under each, and under their combinations.

Choices are data (`choices.yaml`), written down before any result is seen; so are the findings asked about, which are
those of the main analysis. Steegen et al. (2016) call it a multiverse, Simonsohn et al. (2020) a specification curve.

    found = findings.choose(contrasts, alpha)
    plan = choices.plan(choices.load(), circumstances)
    rows = panel.evaluate(found, plan, ...)
    summary.of_findings(rows), summary.of_choices(rows, plan)
"""
