"""What all rules share: the study, read and checked before any job starts, and the input functions."""

import os
import sys
from pathlib import Path

from machtstaal import lexicons as lexicon_files
from machtstaal import modules, study
from machtstaal.figures import files as figure_names
from machtstaal.multiverse import codings as coded_verbs
from machtstaal.networks import discourse as discourse_networks
from machtstaal.networks import edges as edge_tables
from machtstaal.problems import Problem

REPOSITORY = Path(workflow.current_basedir).parent.parent
SCRIPTS = REPOSITORY / "scripts"
MODELS = REPOSITORY / "data" / "models"
CONFIG = Path(workflow.configfiles[-1])

try:
    STUDY = study.load(config, CONFIG)
except Problem as problem:
    sys.exit(f"\nmachtstaal: {problem}\n")

# From here on `config` holds every setting, defaults included: rules and captions look values up in it.
config.update(STUDY.settings.model_dump(mode="json"))

TRANSCRIPTS = [row.transcript for row in STUDY.rows]
LANGUAGES = sorted({row.language for row in STUDY.rows})


def shards():
    """Transcripts by the annotation job that takes them: name -> language and transcripts.

    Round robin by the sheet's order, so a row added at the end joins one shard and leaves the others as they are.
    """
    found = {}
    for language in LANGUAGES:
        rows = [row.transcript for row in STUDY.rows if row.language == language]
        for number in range(min(config["annotation"]["shards"], len(rows))):
            found[f"{language}_{number + 1}"] = (language, rows[number :: config["annotation"]["shards"]])
    return found


SHARDS = shards()


def code(script):
    """Library modules a script depends on: editing one reruns the rule, touching it does not."""
    return modules.used_by(SCRIPTS / f"{script}.py")


def source_files():
    """Everything of the study that becomes the turns table."""
    sheets = [path for path in (STUDY.transcripts, STUDY.speakers) if path]
    return [str(path) for path in (*sheets, *(row.path for row in STUDY.rows))]


def annotations():
    """CoNLL-U files of all transcripts, in the order of the sheet."""
    return expand("<results>/annotation/{transcript}.conllu", transcript=TRANSCRIPTS)


def models(language):
    """List of sha256 sums that names the models of a language (bundled), or the download's receipt (Stanza's own)."""
    if config["annotation"]["models"] == "stanza":
        return f"<resources>/stanza/{language}/SHA256SUMS"
    return str(MODELS / language / "SHA256SUMS")


def encoder():
    """The bundled language model, where clusters ask for its vectors."""
    wanted = "embedding" in config["clusters"]["features"]
    names = ("config.json", "model.int8.safetensors", "tokenizer.json", "tokenizer_config.json")
    return {"encoder": [str(MODELS / "encoder" / name) for name in names]} if wanted else {}


def lexicon_folder():
    """Folder of the lexicons: the study's own, else the bundled ones."""
    return STUDY.lexicons or REPOSITORY / "data" / "lexicons"


def lexicons():
    """All lexicon files of the study's languages, those of all languages once."""
    paths = [path for language in LANGUAGES for path in lexicon_files.files(lexicon_folder(), language)]
    return [str(path) for path in dict.fromkeys(paths)]


def accuracy():
    """What the bundled models and lexicons find on gold, of languages that have some; of others' models nothing is known."""
    if config["annotation"]["models"] == "stanza" or STUDY.lexicons:
        return []
    folder = REPOSITORY / "data" / "accuracy"
    files = [folder / f"{language}.tsv" for language in LANGUAGES]
    return [str(path) for path in files if path.exists()] + [str(folder / "sets.tsv")]


def force_terms():
    """The study's dictionary of force terms; no file where it has none."""
    return [str(STUDY.forces)] if STUDY.forces else []


def codings():
    """Both codings of the verb lexicon of each language, where the folder of lexicons has them."""
    return [str(path) for language in LANGUAGES for path in coded_verbs.files(lexicon_folder(), language)]


def other_results():
    """Tables of another run of the same transcripts, where the study names one."""
    return (
        {"other": [str(STUDY.other_results / table) for table in study.OTHER_TABLES]}
        if STUDY.other_results
        else {}
    )


def network_files():
    """Every network of every group, and of all together, as GraphML and GEXF, and their edges and nodes as CSV."""
    graphs = expand(
        "<results>/networks/{network}-{group}.{suffix}",
        network=edge_tables.NETWORKS,
        group=[*config["groups"], edge_tables.ALL],
        suffix=["gexf", "graphml"],
    )
    return ["<results>/networks/edges.csv", "<results>/networks/nodes.csv", *graphs]


def discourse_files():
    """The discourse networks as GraphML and GEXF, and all statements as a database of DNA."""
    names = discourse_networks.NETWORKS
    graphs = expand("<results>/networks/{network}.{suffix}", network=names, suffix=["gexf", "graphml"])
    return ["<results>/networks/statements.dna", *graphs]


def uptake_files():
    """The uptake network as GraphML and GEXF."""
    return expand("<results>/interaction/uptake.{suffix}", suffix=["gexf", "graphml"])


def corrected_statements():
    """The study's own sheet of statements, where it has one."""
    return {"corrected": str(STUDY.statements)} if STUDY.statements else {}


TABLES = {
    "turns": "<results>/corpus/turns.parquet",
    "tokens": "<results>/annotation/tokens.parquet",
    **{
        table: f"<results>/discourse/{table}.parquet"
        for table in (
            "mentions",
            "processes",
            "participants",
            "exclusions",
            "power_frames",
            "responsibility",
            "responsibility_matrix",
            "forces",
        )
    },
    **{
        table: f"<results>/comparison/{table}.parquet"
        for table in (
            "rates",
            "contrasts",
            "model_checks",
            "power_baseline",
            "keyness",
            "collocations",
            "kwic",
        )
    },
    **{
        table: f"<results>/comparison/{table}.parquet"
        for table in ("multiverse", "multiverse_findings", "multiverse_choices")
    },
    **{
        table: f"<results>/networks/{table}.parquet"
        for table in (
            "edges",
            "nodes",
            "centralities",
            "network_contrasts",
            "statements",
            "stances",
            "alignments",
        )
    },
    **{
        table: f"<results>/interaction/{table}.parquet"
        for table in (
            "floor",
            "opportunities",
            "uptake",
            "coordination",
            "interaction_rates",
            "interaction_contrasts",
        )
    },
    **{
        table: f"<results>/clusters/{table}.parquet"
        for table in ("units", "solutions", "co_assignment", "terms", "composition", "sizes")
    },
}


def exported_tables():
    """Tables that become spreadsheets; words are in the CoNLL-U files."""
    return {table: path for table, path in TABLES.items() if table != "tokens"}


def study_sheets():
    """The study's grid of scenarios and its dictionary of forces, where it has them."""
    sheets = {"scenarios": STUDY.scenarios, "force_terms": STUDY.forces}
    return {name: str(path) for name, path in sheets.items() if path}


def figure_inputs():
    """Tables that some figure needs, and the sheets that name actors, scenarios and forces."""
    needed = {"turns", *(table for tables in figure_names.NEEDS.values() for table in tables)} - {"forces"}
    chosen = {table: path for table, path in TABLES.items() if table in needed}
    sheets = {"scenarios": STUDY.scenarios, "forces": STUDY.forces, "categories": actor_categories()}
    given = {name: str(path) for name, path in sheets.items() if path}
    return chosen | given | {"outcome": "<results>/clusters/outcome.json"}


def figure_files():
    """Every figure in both widths and all formats, with captions."""
    return expand("<results>/figures/{name}", name=figure_names.names(config["figures"]["formats"]))


def reported_figures():
    """The same files, the wide PNG of each figure with its caption for `snakemake --report`."""
    captions = REPOSITORY / "workflow" / "report"
    files = []
    for path in figure_files():
        stem, wide, suffix = Path(path).name.partition("_2col.png")
        shown = wide and not suffix
        labels = {"figure": stem.replace("_", " ")}
        caption = str(captions / f"{stem}.rst")
        files.append(report(path, caption=caption, category="Figures", labels=labels) if shown else path)
    return files


def methods_files():
    """The methods text, to read and for Word, and the works it cites."""
    return expand("<results>/{name}", name=["methods.md", "methods.docx", "references.bib"])


def report_inputs():
    """All tables, and the sheets that name actors, scenarios and forces."""
    return TABLES | study_sheets() | {"categories": str(actor_categories())}


def actor_categories():
    """Categories of the actor lexicons with their labels: the study's own, else the bundled ones."""
    own = lexicon_folder() / "actor_categories.tsv"
    return own if own.exists() else REPOSITORY / "data" / "lexicons" / "actor_categories.tsv"
