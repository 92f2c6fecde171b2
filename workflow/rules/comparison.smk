"""Rates by group, their differences tested over speakers, and words that are typical of a group."""


rule compare_groups:
    input:
        turns="<results>/corpus/turns.parquet",
        mentions="<results>/discourse/mentions.parquet",
        processes="<results>/discourse/processes.parquet",
        participants="<results>/discourse/participants.parquet",
        forces="<results>/discourse/forces.parquet",
        accuracy=accuracy(),
        code=code("compare_groups"),
    output:
        rates="<results>/comparison/rates.parquet",
        contrasts="<results>/comparison/contrasts.parquet",
        model_checks="<results>/comparison/model_checks.parquet",
    log:
        "<logs>/compare_groups.log",
    benchmark:
        "<benchmarks>/compare_groups.tsv"
    conda:
        "../../environment.yml"
    params:
        groups=list(config["groups"]),
        facilitators=not config["corpus"]["exclude_facilitators"],
        comparison=lookup(within=config, dpath="comparison"),
        seed=lookup(within=config, dpath="seed"),
    message:
        "Groups compared over speakers: {output.contrasts}"
    script:
        "../../scripts/compare_groups.py"


rule find_keywords:
    input:
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        code=code("find_keywords"),
    output:
        keyness="<results>/comparison/keyness.parquet",
    log:
        "<logs>/find_keywords.log",
    benchmark:
        "<benchmarks>/find_keywords.tsv"
    conda:
        "../../environment.yml"
    params:
        groups=list(config["groups"]),
        facilitators=not config["corpus"]["exclude_facilitators"],
        min_count=lookup(within=config, dpath="keyness/min_count"),
        permutations=lookup(within=config, dpath="comparison/permutations"),
        confidence=lookup(within=config, dpath="comparison/confidence"),
        seed=lookup(within=config, dpath="seed"),
    message:
        "Words typical of a group: {output.keyness}"
    script:
        "../../scripts/find_keywords.py"


rule find_collocations:
    input:
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        mentions="<results>/discourse/mentions.parquet",
        code=code("find_collocations"),
    output:
        collocations="<results>/comparison/collocations.parquet",
    log:
        "<logs>/find_collocations.log",
    benchmark:
        "<benchmarks>/find_collocations.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
        window=lookup(within=config, dpath="collocations/window"),
        within=lookup(within=config, dpath="collocations/within"),
        min_count=lookup(within=config, dpath="collocations/min_count"),
    message:
        "Words near the actors: {output.collocations}"
    script:
        "../../scripts/find_collocations.py"


rule write_concordance:
    input:
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        mentions="<results>/discourse/mentions.parquet",
        keyness="<results>/comparison/keyness.parquet",
        collocations="<results>/comparison/collocations.parquet",
        code=code("write_concordance"),
    output:
        kwic="<results>/comparison/kwic.parquet",
    log:
        "<logs>/write_concordance.log",
    benchmark:
        "<benchmarks>/write_concordance.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
        collocations=lookup(within=config, dpath="collocations"),
        top=lookup(within=config, dpath="keyness/top"),
    message:
        "Words in their context: {output.kwic}"
    script:
        "../../scripts/write_concordance.py"


rule permute_power:
    input:
        turns="<results>/corpus/turns.parquet",
        processes="<results>/discourse/processes.parquet",
        participants="<results>/discourse/participants.parquet",
        code=code("permute_power"),
    output:
        power_baseline="<results>/comparison/power_baseline.parquet",
    log:
        "<logs>/permute_power.log",
    benchmark:
        "<benchmarks>/permute_power.tsv"
    conda:
        "../../environment.yml"
    params:
        groups=list(config["groups"]),
        facilitators=not config["corpus"]["exclude_facilitators"],
        permutations=lookup(within=config, dpath="comparison/power_permutations"),
        confidence=lookup(within=config, dpath="comparison/confidence"),
        seed=lookup(within=config, dpath="seed"),
    message:
        "Power beside what roles alone would make it: {output.power_baseline}"
    script:
        "../../scripts/permute_power.py"


rule vary_choices:
    input:
        **other_results(),
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        mentions="<results>/discourse/mentions.parquet",
        processes="<results>/discourse/processes.parquet",
        forces="<results>/discourse/forces.parquet",
        contrasts="<results>/comparison/contrasts.parquet",
        lexicons=lexicons(),
        codings=codings(),
        code=code("vary_choices"),
    output:
        multiverse="<results>/comparison/multiverse.parquet",
        multiverse_findings="<results>/comparison/multiverse_findings.parquet",
        multiverse_choices="<results>/comparison/multiverse_choices.parquet",
    log:
        "<logs>/vary_choices.log",
    benchmark:
        "<benchmarks>/vary_choices.tsv"
    conda:
        "../../environment.yml"
    threads: 2
    params:
        settings={
            name: config[name]
            for name in ("groups", "seed", "corpus", "discourse", "comparison", "multiverse")
        },
    message:
        "Would other choices say the same?: {output.multiverse}"
    script:
        "../../scripts/vary_choices.py"
