"""From the sheet and the transcript files to one table of turns."""


rule read_corpus:
    input:
        sources=source_files(),
        code=code("read_corpus"),
    output:
        turns="<results>/corpus/turns.parquet",
        warnings="<results>/corpus/warnings.txt",
    log:
        "<logs>/read_corpus.log",
    benchmark:
        "<benchmarks>/read_corpus.tsv"
    conda:
        "../../environment.yml"
    params:
        config=os.path.relpath(CONFIG),
        corpus=lookup(within=config, dpath="corpus"),
        groups=lookup(within=config, dpath="groups"),
    message:
        "Reading {input.sources}"
    script:
        "../../scripts/read_corpus.py"
