"""Ways of talking that are found again when speakers are left out, or the statement that there are none."""


rule cluster_turns:
    input:
        **encoder(),
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        mentions="<results>/discourse/mentions.parquet",
        processes="<results>/discourse/processes.parquet",
        participants="<results>/discourse/participants.parquet",
        code=code("cluster_turns"),
    output:
        units="<results>/clusters/units.parquet",
        solutions="<results>/clusters/solutions.parquet",
        terms="<results>/clusters/terms.parquet",
        co_assignment="<results>/clusters/co_assignment.parquet",
        composition="<results>/clusters/composition.parquet",
        sizes="<results>/clusters/sizes.parquet",
        outcome="<results>/clusters/outcome.json",
    log:
        "<logs>/cluster_turns.log",
    benchmark:
        "<benchmarks>/cluster_turns.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
        clusters=lookup(within=config, dpath="clusters"),
        comparison=lookup(within=config, dpath="comparison"),
        seed=lookup(within=config, dpath="seed"),
    message:
        "Clusters of turns: {output.outcome}"
    script:
        "../../scripts/cluster_turns.py"
