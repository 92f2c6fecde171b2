"""Mixed-effects logit: a published fit, the integral by brute force, no spread, separation, and does it keep its word?"""

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import expit

from machtstaal.comparison import mixed

# Herd, new cases, herd size, period 1 to 4: contagious bovine pleuropneumonia in 15 Ethiopian herds (Lesnoff et al. 2004).
HERDS = """1,2,14,1 1,3,12,2 1,4,9,3 1,0,5,4 2,3,22,1 2,1,18,2 2,1,21,3 3,8,22,1 3,2,16,2 3,0,16,3 3,2,20,4 4,2,10,1
4,0,10,2 4,2,9,3 4,0,6,4 5,5,18,1 5,0,25,2 5,0,24,3 5,1,4,4 6,3,17,1 6,0,17,2 6,0,18,3 6,1,20,4 7,8,16,1 7,1,10,2
7,3,9,3 7,0,5,4 8,12,34,1 9,2,9,1 9,0,6,2 9,0,8,3 9,0,6,4 10,1,22,1 10,1,22,2 10,0,18,3 10,2,22,4 11,0,25,1 11,5,27,2
11,3,22,3 11,1,22,4 12,2,10,1 12,1,8,2 12,0,6,3 12,0,5,4 13,1,21,1 13,2,24,2 13,0,19,3 13,0,23,4 14,11,19,1 14,0,2,2
14,0,3,3 14,0,2,4 15,1,19,1 15,1,15,2 15,1,15,3 15,0,15,4"""


def test_it_fits_as_lme4_does():
    """`glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, binomial, nAGQ = 9)` of R's lme4."""
    herd, cases, size, period = np.array([row.split(",") for row in HERDS.split()], int).T
    design = np.column_stack([np.ones(len(herd)), *(period == other for other in (2, 3, 4))])
    fitted = mixed.fit(cases, size, design, herd - 1)
    assert fitted.converged
    assert fitted.coefficients == pytest.approx([-1.3992, -0.9914, -1.1278, -1.5795], abs=1e-4)
    assert fitted.spread == pytest.approx(0.6475, abs=1e-4)


def talk(rng, speakers, spread, effect=0.0, intercept=-1.5):
    first = np.arange(speakers) < speakers // 2
    n = np.ceil(np.exp(rng.normal(4, 0.8, speakers))).astype(int)
    x = rng.binomial(n, expit(intercept + effect * first + spread * rng.normal(size=speakers)))
    return x, n, np.column_stack([np.ones(speakers), first])


def test_the_likelihood_is_the_integral():
    x, n, design = talk(np.random.default_rng(1), 12, 0.9)
    fitted = mixed.fit(x, n, design, np.arange(12))

    def one(a, b, fixed):
        def density(u):
            p = expit(fixed + fitted.spread * u)
            return np.exp(a * np.log(p) + (b - a) * np.log1p(-p)) * stats.norm.pdf(u)

        return np.log(integrate.quad(density, -8, 8, epsabs=0, epsrel=1e-10, limit=200)[0])

    total = sum(one(a, b, fixed) for a, b, fixed in zip(x, n, design @ fitted.coefficients, strict=True))
    assert fitted.log_likelihood == pytest.approx(total, abs=1e-5)


def test_several_rows_of_one_speaker_are_as_good_as_one():
    x, n, design = talk(np.random.default_rng(2), 20, 0.7)
    half = n // 2
    part = np.minimum(x, half)
    whole = mixed.fit(x, n, design, np.arange(20))
    apart = mixed.fit(
        np.r_[part, x - part], np.r_[half, n - half], np.vstack([design, design]), np.tile(np.arange(20), 2)
    )
    assert apart.coefficients == pytest.approx(whole.coefficients, abs=1e-4)
    assert apart.errors == pytest.approx(whole.errors, abs=1e-4)


def test_without_spread_it_is_a_plain_logit():
    x, n = np.array([4, 6, 5, 9, 11, 10]), np.full(6, 40)
    design = np.column_stack([np.ones(6), np.arange(6) < 3])
    fitted = mixed.fit(x, n, design, np.arange(6))
    odds = [a / (120 - a) for a in (x[:3].sum(), x[3:].sum())]
    assert fitted.spread == pytest.approx(0, abs=1e-2)
    assert fitted.coefficients[1] == pytest.approx(np.log(odds[0] / odds[1]), abs=1e-4)
    assert fitted.errors[1] == pytest.approx(np.sqrt(1 / 15 + 1 / 105 + 1 / 30 + 1 / 90), abs=1e-3)


def test_separated_data_have_no_maximum():
    x, n = np.array([0, 0, 0, 3, 8, 5]), np.full(6, 20)
    fitted = mixed.fit(x, n, np.column_stack([np.ones(6), np.arange(6) < 3]), np.arange(6))
    assert not fitted.converged and np.isnan(fitted.errors).all()


def test_its_intervals_cover_and_those_of_a_variational_fit_do_not():
    """Why statsmodels' own mixed logit is not used: its variational fit takes the speakers' intercepts as known too well."""
    from scipy import sparse
    from statsmodels.genmod.bayes_mixed_glm import BinomialBayesMixedGLM

    rng, held, variational = np.random.default_rng(4), [], []
    for study in range(120):
        x, n, design = talk(rng, 20, 0.8)
        fitted = mixed.fit(x, n, design, np.arange(20))
        assert fitted.converged
        held.append(abs(fitted.coefficients[1] / fitted.errors[1]) <= stats.t.ppf(0.975, 18))
        if study < 12:
            who = np.repeat(np.arange(20), n)
            said = np.concatenate([np.arange(b) < a for a, b in zip(x, n, strict=True)]).astype(float)
            dummies = sparse.csr_matrix((np.ones(len(who)), (np.arange(len(who)), who)))
            theirs = BinomialBayesMixedGLM(said, design[who], dummies, np.zeros(20, int)).fit_vb()
            variational.append(abs(theirs.fe_mean[1] / theirs.fe_sd[1]) <= 1.96)
    assert 0.90 <= np.mean(held) <= 0.99
    assert np.mean(variational) < 0.7
