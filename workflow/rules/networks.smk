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
    message:
        "Networks of actors: {output.edges}"
    script:
        "../../scripts/build_networks.py"


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
