import numpy as np
import polars as pl
import pytest
from scipy import sparse
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import TfidfTransformer

from machtstaal.clusters import features
from machtstaal.clusters.features import Block

UNITS = pl.DataFrame({"turn": ["t-001", "t-002", "t-003"], "unit": ["t-001", "t-002", "t-003"]})
TOKENS = pl.DataFrame(
    [
        ("t-001", "Overheid", "NOUN"),
        ("t-001", "overheid", "NOUN"),
        ("t-001", "kiezen", "VERB"),
        ("t-001", "de", "DET"),
        ("t-002", "overheid", "NOUN"),
        ("t-002", "kie_zen", "VERB"),  # a model may mark the parts of a word
        ("t-002", "2030", "ADJ"),
        ("t-003", "kiezen", "VERB"),
        ("t-009", "overheid", "NOUN"),  # a turn that is no unit
    ],
    schema=["turn", "lemma", "upos"],
    orient="row",
)
MENTIONS = pl.DataFrame({"turn": ["t-001", "t-001", "t-003"], "actor": ["government", "speaker", "citizens"]})
PROCESSES = pl.DataFrame(
    {
        "turn": ["t-001", "t-003", "t-003"],
        "process_type": ["material", "material", "mental"],
        "modality": ["none", "obligation", None],
    },
    schema=dict.fromkeys(("turn", "process_type", "modality"), pl.String),
)

PARTICIPANTS = pl.DataFrame(
    {
        "turn": ["t-001", "t-001", "t-003"],
        "actor": ["big_tech", "citizens", "we"],
        "power_role": ["holder", "subject", None],
    }
)


def rows(block):
    return dict(zip(block.terms, block.counts.toarray().T.tolist(), strict=True))


def test_counts_are_of_content_lemmas_actors_processes_and_modality():
    counted = features.count(UNITS, TOKENS, MENTIONS, PROCESSES, PARTICIPANTS, min_df=2, max_df=1.0)
    assert rows(counted["lemma"]) == {"kiezen": [1, 1, 1], "overheid": [2, 1, 0]}
    assert rows(counted["actor"]) == {"citizens": [0, 0, 1], "government": [1, 0, 0]}
    assert rows(counted["process"]) == {"material": [1, 0, 1], "mental": [0, 0, 1]}
    assert rows(counted["power"]) == {"big_tech:holder": [1, 0, 0], "citizens:subject": [1, 0, 0]}
    assert rows(counted["modality"]) == {"none": [1, 0, 0], "obligation": [0, 0, 1]}


def test_a_lemma_that_most_units_use_tells_nothing():
    counted = features.count(UNITS, TOKENS, MENTIONS, PROCESSES, PARTICIPANTS, min_df=2, max_df=0.9)
    assert counted["lemma"].terms == ("overheid",)


def test_tf_idf_is_that_of_scikit_learn():
    table = sparse.csr_array(np.random.default_rng(1).poisson(0.4, (30, 12)).astype(float))
    expected = TfidfTransformer(sublinear_tf=True).fit_transform(table).toarray()
    assert np.allclose(features.tf_idf(table).toarray(), expected)


def test_a_profile_of_few_occurrences_is_pulled_to_the_average():
    shares = features.profile(
        sparse.csr_array(np.array([[1.0, 0.0], [30.0, 0.0], [0.0, 31.0]])), prior=3
    ).toarray()
    assert shares[0, 0] == pytest.approx(1 / 4 * 0.5)
    assert shares[1, 0] == pytest.approx(30 / 33 * 0.5)


def test_dealing_keeps_the_length_of_units_and_the_frequency_of_terms():
    table = sparse.csr_array(np.random.default_rng(2).poisson(0.7, (40, 9)).astype(float))
    for kind in ("lemma", "actor"):
        null = features.deal({kind: Block(table, tuple("abcdefghi"))}, seed=3)[kind].counts
        assert not np.array_equal(null.toarray(), table.toarray())
        assert null.sum(axis=1).tolist() == table.sum(axis=1).tolist()
        if kind == "actor":  # mentions are dealt one by one
            assert null.sum(axis=0).tolist() == table.sum(axis=0).tolist()
        else:  # a word goes with its repetitions, so that the cells keep their sizes
            assert (null > 0).sum() <= (table > 0).sum()


def test_principal_components_are_those_of_scikit_learn_without_filling_the_table():
    table = np.random.default_rng(5).poisson(0.6, (50, 20)).astype(float)
    scores, strengths = features.principal(sparse.csr_array(table), 4)
    known = PCA(4).fit(table)
    assert np.allclose(strengths, known.singular_values_)
    assert np.allclose(np.abs(scores), np.abs(known.transform(table)))


def test_every_kind_weighs_the_same_whatever_the_size_of_its_numbers():
    table = sparse.csr_array(np.random.default_rng(6).poisson(2.0, (80, 6)).astype(float))
    blocks = {"process": Block(table, tuple("abcdef")), "modality": Block(table * 100, tuple("abcdef"))}
    floor = {kind: features.principal(features.profile(b.counts), 1)[1][0] for kind, b in blocks.items()}
    both = features.weigh(blocks, floor).toarray()
    assert np.linalg.norm(both[:, :6], 2) == pytest.approx(np.linalg.norm(both[:, 6:], 2), rel=0.2)


def test_structure_stands_out_above_what_chance_gives():
    half = np.arange(100) < 50
    planted = np.where(half[:, None] == (np.arange(6) < 3), 4.0, 0.0)
    blocks = {"actor": Block(sparse.csr_array(planted), tuple("abcdef"))}
    _, strengths = features.principal(features.weigh(blocks, features.noise(blocks, seed=1)), 1)
    assert strengths[0] > 3


def test_a_kind_of_feature_that_never_occurs_is_left_out():
    counted = features.count(
        UNITS, TOKENS, MENTIONS.clear(), PROCESSES.clear(), PARTICIPANTS.clear(), min_df=1, max_df=1.0
    )
    assert counted["actor"].terms == ()
    assert features.weigh(counted, features.noise(counted, seed=1)).shape == (3, 2)


def test_no_units_have_no_features():
    counted = features.count(UNITS.clear(), TOKENS, MENTIONS, PROCESSES, PARTICIPANTS)
    assert counted["lemma"].counts.shape == (0, 0)


def test_vectors_of_the_language_model_are_means_over_word_pieces_and_a_set_of_their_own(repository):
    from machtstaal.clusters import embedding

    texts = ["De gemeente bepaalt alles.", "", "Wij bakken taart. " * 200, "De gemeente bepaalt alles."]
    block = embedding.block(texts, repository / "data" / "models" / "encoder")
    vectors = block.counts.toarray()
    assert vectors.shape == (4, 384)
    assert block.terms == ()
    assert np.allclose(vectors[0], vectors[3], atol=1e-5)
    assert np.allclose(vectors[1], vectors[[0, 2, 3]].mean(axis=0))  # nothing said: the mean
    tables = features.spaces({"embedding": block}, ["embedding"], {"embedding": 2.0})
    assert np.allclose(tables["embedding"].toarray(), vectors / 2)


def test_vectors_without_structure_are_columns_permuted_one_by_one():
    table = np.random.default_rng(3).normal(size=(30, 4))
    null = features.deal({"embedding": Block(sparse.csr_array(table), ())}, seed=2)[
        "embedding"
    ].counts.toarray()
    assert not np.array_equal(null, table)
    assert np.allclose(np.sort(null, axis=0), np.sort(table, axis=0))
