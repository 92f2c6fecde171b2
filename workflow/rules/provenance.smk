"""What decided the results: settings, files by sha256, versions, seed, command."""


rule record_provenance:
    input:
        sources=source_files(),
        sheets=[str(path) for path in STUDY.sheets],
        models=[models(language) for language in LANGUAGES],
        lexicons=lexicons(),
        lock=str(REPOSITORY / "requirements.lock"),
        code=code("record_provenance"),
    output:
        provenance="<results>/provenance.json",
    log:
        "<logs>/record_provenance.log",
    conda:
        "../../environment.yml"
    params:
        settings=config,
        languages=LANGUAGES,
    message:
        "Provenance: {output.provenance}"
    script:
        "../../scripts/record_provenance.py"


rule describe_crate:
    input:
        provenance="<results>/provenance.json",
        results=[
            "<results>/report.html",
            methods_files(),
            "<results>/provenance.json",
            network_files(),
            discourse_files(),
            uptake_files(),
            figure_files(),
            expand("<results>/tables/{table}.csv", table=exported_tables()),
        ],
        code=code("describe_crate"),
    output:
        crate="<results>/ro-crate-metadata.json",
    log:
        "<logs>/describe_crate.log",
    conda:
        "../../environment.yml"
    message:
        "Research object: {output.crate}"
    script:
        "../../scripts/describe_crate.py"
