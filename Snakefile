# Front door: `snakemake --cores 2` here runs the workflow on the study in config/.
include: "workflow/Snakefile"


# A target in an included file is not the default of this one, so it is named again.
rule default:
    default_target: True
    input:
        rules.all.input,
