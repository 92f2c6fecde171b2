"""Figures for papers and for the report."""


rule draw_figures:
    input:
        **figure_inputs(),
        code=code("draw_figures"),
    output:
        reported_figures(),
    log:
        "<logs>/draw_figures.log",
    benchmark:
        "<benchmarks>/draw_figures.tsv"
    conda:
        "../../environment.yml"
    params:
        settings=config,
    message:
        "Figures in one and two columns"
    script:
        "../../scripts/draw_figures.py"
