"""What a person reads: tables for spreadsheets, and the report in which every count opens its quotes."""


rule export_tables:
    input:
        **exported_tables(),
        code=code("export_tables"),
    output:
        expand("<results>/tables/{table}.csv", table=exported_tables()),
    log:
        "<logs>/export_tables.log",
    benchmark:
        "<benchmarks>/export_tables.tsv"
    conda:
        "../../environment.yml"
    message:
        "Tables for spreadsheets"
    script:
        "../../scripts/export_tables.py"


rule write_methods:
    input:
        **report_inputs(),
        warnings="<results>/corpus/warnings.txt",
        outcome="<results>/clusters/outcome.json",
        provenance="<results>/provenance.json",
        lexicons=lexicons(),
        accuracy=accuracy(),
        citation=str(REPOSITORY / "CITATION.cff"),
        code=code("write_methods"),
    output:
        text="<results>/methods.md",
        word="<results>/methods.docx",
        references="<results>/references.bib",
    log:
        "<logs>/write_methods.log",
    benchmark:
        "<benchmarks>/write_methods.tsv"
    conda:
        "../../environment.yml"
    params:
        settings=config,
        languages=LANGUAGES,
    message:
        "A methods text to quote: {output.text}"
    script:
        "../../scripts/write_methods.py"


rule write_report:
    input:
        **report_inputs(),
        figures=figure_files(),
        methods="<results>/methods.md",
        warnings="<results>/corpus/warnings.txt",
        outcome="<results>/clusters/outcome.json",
        provenance="<results>/provenance.json",
        lexicons=lexicons(),
        accuracy=accuracy(),
        code=code("write_report"),
    output:
        report="<results>/report.html",
    log:
        "<logs>/write_report.log",
    benchmark:
        "<benchmarks>/write_report.tsv"
    conda:
        "../../environment.yml"
    params:
        settings=config,
        languages=LANGUAGES,
    message:
        "The report: {output.report}"
    script:
        "../../scripts/write_report.py"
