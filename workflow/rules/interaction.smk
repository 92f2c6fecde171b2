"""Power in the room: who has the floor, whose terms are taken up, who follows whose way of speaking."""


rule share_floor:
    input:
        turns="<results>/corpus/turns.parquet",
        lexicons=lexicons(),
        code=code("share_floor"),
    output:
        floor="<results>/interaction/floor.parquet",
    log:
        "<logs>/share_floor.log",
    benchmark:
        "<benchmarks>/share_floor.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
    message:
        "Who has the floor: {output.floor}"
    script:
        "../../scripts/share_floor.py"


rule trace_uptake:
    input:
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        code=code("trace_uptake"),
    output:
        opportunities="<results>/interaction/opportunities.parquet",
        uptake="<results>/interaction/uptake.parquet",
        graphml="<results>/interaction/uptake.graphml",
        gexf="<results>/interaction/uptake.gexf",
    log:
        "<logs>/trace_uptake.log",
    benchmark:
        "<benchmarks>/trace_uptake.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
        window=lookup(within=config, dpath="interaction/uptake_window"),
        permutations=lookup(within=config, dpath="interaction/uptake_permutations"),
        confidence=lookup(within=config, dpath="comparison/confidence"),
        seed=lookup(within=config, dpath="seed"),
    message:
        "Whose terms are taken up: {output.uptake}"
    script:
        "../../scripts/trace_uptake.py"


rule measure_coordination:
    input:
        turns="<results>/corpus/turns.parquet",
        tokens="<results>/annotation/tokens.parquet",
        lexicons=lexicons(),
        code=code("measure_coordination"),
    output:
        coordination="<results>/interaction/coordination.parquet",
    log:
        "<logs>/measure_coordination.log",
    benchmark:
        "<benchmarks>/measure_coordination.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
        edge_words=lookup(within=config, dpath="interaction/edge_words"),
        min_replies=lookup(within=config, dpath="interaction/min_replies"),
    message:
        "Who follows whose way of speaking: {output.coordination}"
    script:
        "../../scripts/measure_coordination.py"


rule compare_interaction:
    input:
        turns="<results>/corpus/turns.parquet",
        floor="<results>/interaction/floor.parquet",
        opportunities="<results>/interaction/opportunities.parquet",
        coordination="<results>/interaction/coordination.parquet",
        code=code("compare_interaction"),
    output:
        interaction_rates="<results>/interaction/interaction_rates.parquet",
        interaction_contrasts="<results>/interaction/interaction_contrasts.parquet",
    log:
        "<logs>/compare_interaction.log",
    benchmark:
        "<benchmarks>/compare_interaction.tsv"
    conda:
        "../../environment.yml"
    params:
        groups=list(config["groups"]),
        facilitators=not config["corpus"]["exclude_facilitators"],
        comparison=lookup(within=config, dpath="comparison"),
        seed=lookup(within=config, dpath="seed"),
    message:
        "Floor, uptake and coordination compared over speakers: {output.interaction_contrasts}"
    script:
        "../../scripts/compare_interaction.py"
