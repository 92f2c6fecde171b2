"""Who is named with whom, who is put over whom, who is tied to which process."""


rule build_networks:
    input:
        turns="<results>/corpus/turns.parquet",
        mentions="<results>/discourse/mentions.parquet",
        processes="<results>/discourse/processes.parquet",
        power_frames="<results>/discourse/power_frames.parquet",
        code=code("build_networks"),
    output:
        edges="<results>/networks/edges.parquet",
        nodes="<results>/networks/nodes.parquet",
        centralities="<results>/networks/centralities.parquet",
        network_contrasts="<results>/networks/network_contrasts.parquet",
    log:
        "<logs>/build_networks.log",
    benchmark:
        "<benchmarks>/build_networks.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
        window=lookup(within=config, dpath="networks/turn_window"),
        min_weight=lookup(within=config, dpath="networks/min_weight"),
        seed=lookup(within=config, dpath="seed"),
        comparison=lookup(within=config, dpath="comparison"),
        groups=list(config["groups"]),
    message:
        "Networks of actors: {output.edges}"
    script:
        "../../scripts/build_networks.py"


rule propose_statements:
    input:
        **corrected_statements(),
        turns="<results>/corpus/turns.parquet",
        processes="<results>/discourse/processes.parquet",
        code=code("propose_statements"),
    output:
        statements="<results>/networks/statements.parquet",
        stances="<results>/networks/stances.parquet",
        alignments="<results>/networks/alignments.parquet",
    log:
        "<logs>/propose_statements.log",
    benchmark:
        "<benchmarks>/propose_statements.tsv"
    conda:
        "../../environment.yml"
    params:
        facilitators=not config["corpus"]["exclude_facilitators"],
        concept=lookup(within=config, dpath="networks/concept"),
    message:
        "Who agrees with what: {output.statements}"
    script:
        "../../scripts/propose_statements.py"


rule export_statements:
    input:
        turns="<results>/corpus/turns.parquet",
        statements="<results>/networks/statements.parquet",
        stances="<results>/networks/stances.parquet",
        alignments="<results>/networks/alignments.parquet",
        code=code("export_statements"),
    output:
        discourse_files(),
    log:
        "<logs>/export_statements.log",
    benchmark:
        "<benchmarks>/export_statements.tsv"
    conda:
        "../../environment.yml"
    message:
        "Statements for DNA, discourse networks for Visone and Gephi"
    script:
        "../../scripts/export_statements.py"


rule export_networks:
    input:
        edges="<results>/networks/edges.parquet",
        nodes="<results>/networks/nodes.parquet",
        code=code("export_networks"),
    output:
        network_files(),
    log:
        "<logs>/export_networks.log",
    benchmark:
        "<benchmarks>/export_networks.tsv"
    conda:
        "../../environment.yml"
    message:
        "Networks for Gephi, Visone, R and spreadsheets"
    script:
        "../../scripts/export_networks.py"
