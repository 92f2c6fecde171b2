"""Social actors, processes and talk about the driving forces."""


rule find_mentions:
    input:
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        lexicons=lexicons(),
        code=code("find_mentions"),
    output:
        mentions="<results>/discourse/mentions.parquet",
    log:
        "<logs>/find_mentions.log",
    benchmark:
        "<benchmarks>/find_mentions.tsv"
    conda:
        "../../environment.yml"
    threads: 2
    params:
        resolve_pronouns=lookup(within=config, dpath="discourse/resolve_pronouns"),
    message:
        "Who is talked about: {output.mentions}"
    script:
        "../../scripts/find_mentions.py"


rule extract_processes:
    input:
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        mentions="<results>/discourse/mentions.parquet",
        lexicons=lexicons(),
        code=code("extract_processes"),
    output:
        processes="<results>/discourse/processes.parquet",
        participants="<results>/discourse/participants.parquet",
    log:
        "<logs>/extract_processes.log",
    benchmark:
        "<benchmarks>/extract_processes.tsv"
    conda:
        "../../environment.yml"
    threads: 2
    params:
        window=lookup(within=config, dpath="discourse/backgrounding_window"),
        resolve_pronouns=lookup(within=config, dpath="discourse/resolve_pronouns"),
    message:
        "Who does what to whom: {output.processes}"
    script:
        "../../scripts/extract_processes.py"


rule list_exclusions:
    input:
        turns="<results>/corpus/turns.parquet",
        processes="<results>/discourse/processes.parquet",
        code=code("list_exclusions"),
    output:
        exclusions="<results>/discourse/exclusions.parquet",
    log:
        "<logs>/list_exclusions.log",
    benchmark:
        "<benchmarks>/list_exclusions.tsv"
    conda:
        "../../environment.yml"
    params:
        window=lookup(within=config, dpath="discourse/backgrounding_window"),
        reach=lookup(within=config, dpath="discourse/retrieval_window"),
    message:
        "Who is left out, where and how: {output.exclusions}"
    script:
        "../../scripts/list_exclusions.py"


rule find_forces:
    input:
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        terms=force_terms(),
        code=code("find_forces"),
    output:
        forces="<results>/discourse/forces.parquet",
    log:
        "<logs>/find_forces.log",
    benchmark:
        "<benchmarks>/find_forces.tsv"
    conda:
        "../../environment.yml"
    message:
        "Talk about the driving forces: {output.forces}"
    script:
        "../../scripts/find_forces.py"


rule find_power_frames:
    input:
        processes="<results>/discourse/processes.parquet",
        code=code("find_power_frames"),
    output:
        power_frames="<results>/discourse/power_frames.parquet",
    log:
        "<logs>/find_power_frames.log",
    benchmark:
        "<benchmarks>/find_power_frames.tsv"
    conda:
        "../../environment.yml"
    message:
        "Who is put over whom: {output.power_frames}"
    script:
        "../../scripts/find_power_frames.py"


rule assign_responsibility:
    input:
        turns="<results>/corpus/turns.parquet",
        processes="<results>/discourse/processes.parquet",
        code=code("assign_responsibility"),
    output:
        responsibility="<results>/discourse/responsibility.parquet",
        responsibility_matrix="<results>/discourse/responsibility_matrix.parquet",
    log:
        "<logs>/assign_responsibility.log",
    benchmark:
        "<benchmarks>/assign_responsibility.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
    message:
        "Who must, may and can: {output.responsibility}"
    script:
        "../../scripts/assign_responsibility.py"
