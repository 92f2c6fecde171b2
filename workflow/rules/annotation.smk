"""Sentences, tags and trees: one job and one load of the models a shard, each transcript annotated once."""


rule download_models:
    output:
        "<resources>/stanza/{language}/SHA256SUMS",
    log:
        "<logs>/download_models_{language}.log",
    conda:
        "../../environment.yml"
    message:
        "Downloading Stanza's own models for '{wildcards.language}' (the only rule that uses the network)"
    script:
        "../../scripts/download_models.py"


for shard, (language, transcripts) in SHARDS.items():

    rule:
        name:
            f"annotate_{shard}"
        input:
            turns="<results>/corpus/turns.parquet",
            models=models(language),
            code=code("annotate"),
        output:
            expand("<results>/annotation/{transcript}.conllu", transcript=transcripts),
        log:
            f"<logs>/annotate_{shard}.log",
        benchmark:
            f"<benchmarks>/annotate_{shard}.tsv"
        conda:
            "../../environment.yml"
        threads: 1
        resources:
            mem_mb=2000,
        params:
            transcripts=transcripts,
            language=language,
            models=lookup(within=config, dpath="annotation/models"),
            store="results/annotation/store",
        message:
            f"Annotating {len(transcripts)} transcripts ({shard})"
        script:
            "../../scripts/annotate.py"


rule collect_tokens:
    input:
        annotations=annotations(),
        code=code("collect_tokens"),
    output:
        tokens="<results>/annotation/tokens.parquet",
    log:
        "<logs>/collect_tokens.log",
    benchmark:
        "<benchmarks>/collect_tokens.tsv"
    conda:
        "../../environment.yml"
    message:
        "One table of all words: {output.tokens}"
    script:
        "../../scripts/collect_tokens.py"
