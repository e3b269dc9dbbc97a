# %% [markdown]
# The answer catalogue of notebook 06: wrong answers that students write, and right ones built
# differently. `cardpm prove 06` runs every answer against the lesson's checks.

# %% [markdown]
# ## sample-size-two-proportions


# %% wrong="sample-size-two-proportions" name="one-sided" told="one-sided test"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    z = NormalDist().inv_cdf
    mean = (p1 + p2) / 2
    root = z(1 - alpha) * sqrt(2 * mean * (1 - mean))
    root += z(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return ceil(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="without pooling" told="Without the pooled root"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    z = NormalDist().inv_cdf
    (p1 + p2) / 2
    root = z(1 - alpha / 2) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    root += z(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return ceil(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="both arms together" told="total of both arms"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    z = NormalDist().inv_cdf
    mean = (p1 + p2) / 2
    root = z(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    root += z(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return 2 * ceil(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="power forgotten" told="misses the gain half"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    z = NormalDist().inv_cdf
    mean = (p1 + p2) / 2
    root = z(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    return ceil(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="noise of one arm" told="noise of one arm only"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    z = NormalDist().inv_cdf
    (p1 + p2) / 2
    root = z(1 - alpha / 2) * sqrt(p1 * (1 - p1))
    root += z(power) * sqrt(p1 * (1 - p1))
    return ceil(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="relative gain" told="not a relative gain"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    p2 = p1 * (1 + p2)
    z = NormalDist().inv_cdf
    mean = (p1 + p2) / 2
    root = z(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    root += z(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return ceil(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="rounded to the nearest" told="one customer too few"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    z = NormalDist().inv_cdf
    mean = (p1 + p2) / 2
    root = z(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    root += z(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return round(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="gains only" told="a rate that should fall"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 >= p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    z = NormalDist().inv_cdf
    mean = (p1 + p2) / 2
    root = z(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    root += z(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return ceil(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="per cent taken" told="rates in per cent"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (alpha, power)):
        raise ValueError("impossible test")
    z = NormalDist().inv_cdf
    if max(p1, p2) >= 1:
        p1, p2 = p1 / 100, p2 / 100
    mean = (p1 + p2) / 2
    root = z(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    root += z(power) * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return ceil(root**2 / (p1 - p2) ** 2)


# %% wrong="sample-size-two-proportions" name="z values written in" told="a rate that should fall"
def sample_size_two_proportions(p1, p2, alpha, power):
    if p1 == p2 or not all(0 < x < 1 for x in (p1, p2, alpha, power)):
        raise ValueError("impossible test")
    mean = (p1 + p2) / 2
    root = 1.959964 * sqrt(2 * mean * (1 - mean))
    root += 0.841621 * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return ceil(root**2 / (p1 - p2) ** 2)


# %% right="sample-size-two-proportions" name="Fleiss with odds and NumPy"
def sample_size_two_proportions(p1, p2, alpha, power):
    numbers = np.array([p1, p2, alpha, power])
    if (numbers <= 0).any() or (numbers >= 1).any() or p1 == p2:
        raise ValueError("no such test")
    rates = numbers[:2]
    own = np.sqrt(np.sum(rates * (1 - rates)))
    shared = np.sqrt(2 * rates.mean() * (1 - rates.mean()))
    za, zb = -NormalDist().inv_cdf(alpha / 2), -NormalDist().inv_cdf(1 - power)
    return int(np.ceil(np.square((za * shared + zb * own) / np.diff(rates)[0])))


# %% right="sample-size-two-proportions" name="smallest size that reaches the power"
def sample_size_two_proportions(p1, p2, alpha, power):
    if any(x <= 0 or x >= 1 for x in [p1, p2, alpha, power]) or p1 == p2:
        raise ValueError("no such test")
    normal = NormalDist()
    pooled = sqrt((p1 + p2) * (2 - p1 - p2) / 2)
    own = sqrt(p1 - p1**2 + p2 - p2**2)

    def reached(n):
        far = (abs(p1 - p2) * sqrt(n) - normal.inv_cdf(1 - alpha / 2) * pooled) / own
        return normal.cdf(far)

    low, high = 0, 1
    while reached(high) < power:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) >= power else (middle, high)
    return high


# %% [markdown]
# ## sample-ratio-mismatch


# %% wrong="sample-ratio-mismatch" name="half and half always" told="Which shares did the plan want"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([0.5, 0.5]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="control arm only" told="Only one arm is in"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned)[0]
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="half the p-value" told="Half a p-value"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2)) / 2
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="z for chi square" told="square root was not squared back"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = sqrt(((counted - planned) ** 2 / planned).sum())
    p_value = erfc(chi_square / sqrt(2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="continuity correction" told="correction for continuity"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((abs(counted - planned) - 0.5) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="below a point is fine" told="chance so far off"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2))
    return {
        "chi_square": chi_square,
        "p_value": p_value,
        "mismatch": abs(control / n - control_share) > 0.01,
    }


# %% wrong="sample-ratio-mismatch" name="shares swapped" told="Which shares did the plan want"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([1 - control_share, control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="mismatch turned round" told="Is this p-value below alpha"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value > alpha}


# %% wrong="sample-ratio-mismatch" name="limit of 5 %" told="Compare the p-value with alpha"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < 0.05}


# %% wrong="sample-ratio-mismatch" name="limit of 0.001" told="Compare the p-value with alpha"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 0 or treatment < 0 or n == 0 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < 0.001}


# %% wrong="sample-ratio-mismatch" name="planned counts rounded" told="may have decimals"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    visitors = control + treatment
    if min(control, treatment) < 0 or visitors == 0 or not 0 < control_share < 1:
        raise ValueError("not a split")
    planned = round(visitors * control_share)
    rest = visitors - planned
    chi_square = (control - planned) ** 2 / planned + (treatment - rest) ** 2 / rest
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="over counted visitors" told="Divided by the counted"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    visitors = control + treatment
    if min(control, treatment) < 0 or visitors == 0 or not 0 < control_share < 1:
        raise ValueError("not a split")
    off = control - visitors * control_share
    chi_square = off**2 / max(control, 1) + off**2 / max(treatment, 1)
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="chi-square not halved" told="Half of chi-square"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    visitors = control + treatment
    if min(control, treatment) < 0 or visitors == 0 or not 0 < control_share < 1:
        raise ValueError("not a split")
    off = control - visitors * control_share
    chi_square = off**2 / visitors / control_share / (1 - control_share)
    p_value = erfc(sqrt(chi_square))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% wrong="sample-ratio-mismatch" name="an empty arm refused" told="an empty treatment arm"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    n = control + treatment
    if control < 1 or treatment < 1 or not 0 < control_share < 1:
        raise ValueError("no split")
    planned = np.array([control_share, 1 - control_share]) * n
    counted = np.array([control, treatment])
    chi_square = ((counted - planned) ** 2 / planned).sum()
    p_value = erfc(sqrt(chi_square / 2))
    return {"chi_square": chi_square, "p_value": p_value, "mismatch": p_value < alpha}


# %% right="sample-ratio-mismatch" name="z-test of one share"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    if control < 0 or treatment < 0:
        raise ValueError("negative")
    if control_share <= 0 or control_share >= 1 or control + treatment == 0:
        raise ValueError("no plan")
    n = control + treatment
    z = (control - n * control_share) / sqrt(n * control_share * (1 - control_share))
    p = 2 * NormalDist().cdf(-abs(z))
    return pd.Series({"p_value": p, "chi_square": z * z, "mismatch": p < alpha}, dtype=object)


# %% right="sample-ratio-mismatch" name="loop over both arms"
def sample_ratio_mismatch(control, treatment, control_share, alpha):
    everybody = control + treatment
    if control < 0 or treatment < 0 or everybody < 1 or not (0 < control_share < 1):
        raise ValueError("not a test")
    total = 0.0
    for observed, share in [(control, control_share), (treatment, 1 - control_share)]:
        expected = everybody * share
        total += (observed - expected) * (observed - expected) / expected
    result = {"chi_square": total, "p_value": erfc((total / 2) ** 0.5)}
    result["mismatch"] = bool(result["p_value"] < alpha)
    return result


# %% [markdown]
# ## ab-test


# %% wrong="ab-test" name="significant, so roll out" told="all of the interval lie above"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if p_value < 0.05 and difference > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="not significant, so undecided" told="still be worth its cost"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if p_value < 0.05 and difference < 0:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="one-sided" told="Half the p-value"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) / 2 if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="control minus treatment" told="sign is turned"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = p - q
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="growth" told="growth, not a difference"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    difference = difference / p if p else 0.0
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="noise of the control arm" told="noise of one arm only"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="one standard error" told="how many make 95"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - error, difference + error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="90 % interval" told="5 % on each side"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.645 * error, difference + 1.645 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="pooled interval" told="each arm with its own variance"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    low, high = difference - 1.96 * pooled, difference + 1.96 * pooled
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="unpooled p-value" told="pools both arms"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / error / sqrt(2)) if error else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="p-value of a loss above one" told="p-value above 1"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(difference / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="no conversions refused" told="nobody converted"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    if rc + rt == 0:
        raise ValueError("nobody")
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > break_even:
        verdict = "roll out"
    if high < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="break-even against the middle" told="Does all of the interval lie above"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if difference > break_even:
        verdict = "roll out"
    if difference < break_even:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% wrong="ab-test" name="break-even taken as zero" told="all of the interval lie above"
def ab_test(nc, rc, nt, rt, break_even):
    if nc < 1 or nt < 1 or not 0 <= rc <= nc or not 0 <= rt <= nt:
        raise ValueError("no two arms")
    p, q = rc / nc, rt / nt
    difference = q - p
    error = sqrt(p * (1 - p) / nc + q * (1 - q) / nt)
    low, high = difference - 1.96 * error, difference + 1.96 * error
    both = (rc + rt) / (nc + nt)
    pooled = sqrt(both * (1 - both) * (1 / nc + 1 / nt))
    p_value = erfc(abs(difference) / pooled / sqrt(2)) if pooled else 1.0
    verdict = "undecided"
    if low > 0:
        verdict = "roll out"
    if high < 0:
        verdict = "stop"
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p_value": p_value,
        "verdict": verdict,
    }


# %% right="ab-test" name="both arms as arrays"
def ab_test(
    control_customers,
    control_conversions,
    treatment_customers,
    treatment_conversions,
    break_even,
):
    size = np.array([control_customers, treatment_customers], dtype=float)
    hits = np.array([control_conversions, treatment_conversions], dtype=float)
    if (size <= 0).any() or (hits < 0).any() or (hits > size).any():
        raise ValueError("impossible counts")
    rate = hits / size
    d = np.diff(rate)[0]
    low, high = d + np.array([-1.96, 1.96]) * np.sqrt((rate * (1 - rate) / size).sum())
    share = hits.sum() / size.sum()
    variance = share * (1 - share) * (1 / size).sum()
    p = 1.0
    if variance > 0:
        p = 2 * (1 - NormalDist().cdf(abs(d) / np.sqrt(variance)))
    if low > break_even:
        call = "roll out"
    elif high < break_even:
        call = "stop"
    else:
        call = "undecided"
    return dict(verdict=call, p_value=p, low=low, high=high, difference=d)


# %% right="ab-test" name="chi-square of the two by two table"
def ab_test(nc, rc, nt, rt, break_even):
    for n, r in ((nc, rc), (nt, rt)):
        if n <= 0 or r < 0 or r > n:
            raise ValueError("an arm is not possible")
    a, b, c, d = rt, nt - rt, rc, nc - rc
    sides = (a + b) * (c + d) * (a + c) * (b + d)
    chi_square = (nc + nt) * (a * d - b * c) ** 2 / sides if sides else 0.0
    gain = rt / nt - rc / nc
    margin = 1.96 * sqrt(a * b / nt**3 + c * d / nc**3)
    ends = gain - margin, gain + margin
    verdict = {True: "roll out"}.get(ends[0] > break_even, "undecided")
    return {
        "difference": gain,
        "low": ends[0],
        "high": ends[1],
        "p_value": erfc(sqrt(chi_square / 2)),
        "verdict": "stop" if ends[1] < break_even else verdict,
    }


# %% [markdown]
# ## peeking-false-positive-rate


# %% wrong="peeking-false-positive-rate" name="looks times alpha" told="Five times 5 %"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    sums / np.sqrt(np.arange(1, looks + 1))
    return min(1.0, looks * alpha)


# %% wrong="peeking-false-positive-rate" name="independent looks" told="independent"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks))
    z = sums
    return (np.abs(z) > limit).any(axis=1).mean()


# %% wrong="peeking-false-positive-rate" name="formula for independent looks" told="independent"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    sums / np.sqrt(np.arange(1, looks + 1))
    return 1 - (1 - alpha) ** looks


# %% wrong="peeking-false-positive-rate" name="last look only" told="one look at the end"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    z = sums / np.sqrt(np.arange(1, looks + 1))
    return (np.abs(z) > limit)[:, -1].mean()


# %% wrong="peeking-false-positive-rate" name="share of looks" told="one look at the end"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    z = sums / np.sqrt(np.arange(1, looks + 1))
    return (np.abs(z) > limit).mean()


# %% wrong="peeking-false-positive-rate" name="one-sided limit" told="that of a one-sided test"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    z = sums / np.sqrt(np.arange(1, looks + 1))
    return (z > limit).any(axis=1).mean()


# %% wrong="peeking-false-positive-rate" name="wins only" told="Are both directions counted"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    z = sums / np.sqrt(np.arange(1, looks + 1))
    return (z > limit).any(axis=1).mean()


# %% wrong="peeking-false-positive-rate" name="sum not divided" told="by what is it divided"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    z = sums
    return (np.abs(z) > limit).any(axis=1).mean()


# %% wrong="peeking-false-positive-rate" name="1.96 written in" told="a loose level"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = 1.96
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    z = sums / np.sqrt(np.arange(1, looks + 1))
    return (np.abs(z) > limit).any(axis=1).mean()


# %% wrong="peeking-false-positive-rate" name="thousand experiments always" told="share is 0 or 1"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    experiments = max(experiments, 40_000)
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    z = sums / np.sqrt(np.arange(1, looks + 1))
    return (np.abs(z) > limit).any(axis=1).mean()


# %% wrong="peeking-false-positive-rate" name="generator of its own" told="Three seeds gave"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    z = np.random.default_rng(42).standard_normal((experiments, looks)).cumsum(axis=1)
    z = z / np.sqrt(np.arange(1, looks + 1))
    return float((abs(z) > limit).any(axis=1).mean())


# %% wrong="peeking-false-positive-rate" name="NumPy's global generator" told="draw from `rng` only"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    z = np.random.standard_normal((experiments, looks)).cumsum(axis=1)
    z = z / np.sqrt(np.arange(1, looks + 1))
    return float((abs(z) > limit).any(axis=1).mean())


# %% wrong="peeking-false-positive-rate" name="per cent" told="A share lies between 0 and 1"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    z = rng.standard_normal((experiments, looks)).cumsum(axis=1)
    z = z / np.sqrt(np.arange(1, looks + 1))
    return 100 * float((abs(z) > limit).any(axis=1).mean())


# %% wrong="peeking-false-positive-rate" name="last look left out" told="One look is missing"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    z = rng.standard_normal((experiments, looks)).cumsum(axis=1)
    z = z / np.sqrt(np.arange(1, looks + 1))
    return float((abs(z) > limit)[:, :-1].any(axis=1).mean())


# %% wrong="peeking-false-positive-rate" name="table of Armitage" told="fourteen looks"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks < 1 or experiments < 1:
        raise ValueError("nothing to simulate")
    NormalDist().inv_cdf(1 - alpha / 2)
    sums = rng.normal(size=(experiments, looks)).cumsum(axis=1)
    sums / np.sqrt(np.arange(1, looks + 1))
    table = {1: 0.05, 2: 0.083, 3: 0.107, 4: 0.126, 5: 0.142, 10: 0.193}
    return table.get(looks, 0.193)


# %% right="peeking-false-positive-rate" name="stop at the first alarm, in a loop"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if looks <= 0 or experiments <= 0:
        raise ValueError("at least one of each")
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    alarms = 0
    for batches in rng.standard_normal((experiments, looks)).tolist():
        total = 0.0
        for k, batch in enumerate(batches, 1):
            total += batch
            if total * total > limit * limit * k:
                alarms += 1
                break
    return alarms / experiments


# %% right="peeking-false-positive-rate" name="customers of two arms, batch by batch"
def peeking_false_positive_rate(looks, experiments, alpha, rng):
    if min(looks, experiments) < 1:
        raise ValueError("at least one of each")
    limit = -NormalDist().inv_cdf(alpha / 2)
    alarm = np.zeros(experiments, dtype=bool)
    gap = np.zeros(experiments)
    for look in range(1, looks + 1):
        gap += rng.normal(0, 1, experiments) - rng.normal(0, 1, experiments)
        alarm |= abs(gap / look) / np.sqrt(2 / look) > limit
    return alarm.sum() / experiments


# %% [markdown]
# ## cuped


# %% wrong="cuped" name="raw outcomes" told="Nothing was adjusted"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = after[treated], after[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="difference in differences" told="slope of 1"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - before
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="sign turned" told="sign is turned"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": other.mean() - one.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="adjustment added" told="goes the wrong way"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after + theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="over the variance of after" told="Over which variance"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = after.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="n and n - 1 mixed" told="n or n - 1"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var()
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="correlation for slope" told="correlation, not the slope"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.corrcoef(before, after)[0, 1] if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="slope of the control arm" told="slope of one arm"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.polyfit(before[~treated], after[~treated], 1)[0] if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="error of raw outcomes" told="error is that of raw outcomes"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(
            after[treated].var(ddof=1) / len(one) + after[~treated].var(ddof=1) / len(other)
        ),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="error with n" told="each arm has its own variance"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var() / len(one) + other.var() / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="error of one variance" told="each arm has its own variance"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(adjusted.var(ddof=1) * (1 / len(one) + 1 / len(other))),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="correlation for reduction" told="how much of the variance does it take"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": np.corrcoef(before, after)[0, 1],
    }


# %% wrong="cuped" name="reduction of the spread" told="reduction of the spread"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.std() / after.std(),
    }


# %% wrong="cuped" name="variance left" told="how much was taken out"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="no spread before not looked at" told="before is the same for all"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance >= 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="arms by their place" told="arms of five and seven"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = np.arange(len(customers)) % 2 == 1
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="a missing arm not noticed" told="not even one control customer"
def cuped(customers):
    arm, before, after = customers["arm"], customers["before"], customers["after"]
    if arm.value_counts().min() < 2:
        raise ValueError("an arm is too small")
    theta = before.cov(after) / before.var() if before.nunique() > 1 else 0.0
    adjusted = after - theta * (before - before.mean())
    arms = adjusted.groupby(arm)
    means = arms.mean()
    return {
        "theta": theta,
        "difference": means.get("treatment", 0.0) - means.get("control", 0.0),
        "standard_error": np.sqrt((arms.var() / arms.size()).sum()),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="mean of each arm" told="both arms together, not of each arm"
def cuped(customers):
    arm, before, after = customers["arm"], customers["before"], customers["after"]
    if min((arm == "control").sum(), (arm == "treatment").sum()) < 2:
        raise ValueError("an arm is too small")
    theta = before.cov(after) / before.var() if before.nunique() > 1 else 0.0
    adjusted = after - theta * (before - before.groupby(arm).transform("mean"))
    arms = adjusted.groupby(arm)
    means = arms.mean()
    return {
        "theta": theta,
        "difference": means.get("treatment", 0.0) - means.get("control", 0.0),
        "standard_error": np.sqrt((arms.var() / arms.size()).sum()),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% wrong="cuped" name="theta in each arm" told="all customers of both arms"
def cuped(customers):
    before = customers["before"].to_numpy(dtype=float)
    after = customers["after"].to_numpy(dtype=float)
    treated = (customers["arm"] == "treatment").to_numpy()
    if treated.sum() < 2 or (~treated).sum() < 2:
        raise ValueError("arms of two")
    variance = before.var(ddof=1)
    theta = np.cov(before, after)[0, 1] / variance if variance > 0 else 0.0
    adjusted = after - theta * (before - before.mean())
    for arm in (treated, ~treated):
        if variance > 0:
            slope = np.polyfit(before[arm], after[arm], 1)[0]
            adjusted[arm] = after[arm] - slope * (before[arm] - before.mean())
    theta = slope if variance > 0 else 0.0
    one, other = adjusted[treated], adjusted[~treated]
    return {
        "theta": theta,
        "difference": one.mean() - other.mean(),
        "standard_error": sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)),
        "variance_reduction": 1 - adjusted.var() / after.var(),
    }


# %% right="cuped" name="not centred, with groupby"
def cuped(customers):
    sizes = customers["arm"].value_counts()
    if sizes.get("control", 0) < 2 or sizes.get("treatment", 0) < 2:
        raise ValueError("arms of two at least")
    x, y = customers["before"], customers["after"]
    slope = 0.0 if x.min() == x.max() else np.polyfit(x, y, 1)[0]
    table = customers.assign(adjusted=y - slope * x)
    arms = table.groupby("arm")["adjusted"].agg(["mean", "var", "size"])
    left = (table["adjusted"] - table["adjusted"].mean()).pow(2).sum()
    return pd.Series(
        {
            "theta": slope,
            "difference": arms.loc["treatment", "mean"] - arms.loc["control", "mean"],
            "standard_error": arms.eval("var / size").sum() ** 0.5,
            "variance_reduction": 1 - left / (y - y.mean()).pow(2).sum(),
        }
    )


# %% right="cuped" name="loops over rows"
def cuped(customers):
    rows = [(r.arm, float(r.before), float(r.after)) for r in customers.itertuples()]
    n = len(rows)
    mx, my = sum(r[1] for r in rows) / n, sum(r[2] for r in rows) / n
    sxx = sum((r[1] - mx) ** 2 for r in rows)
    sxy = sum((r[1] - mx) * (r[2] - my) for r in rows)
    syy = sum((r[2] - my) ** 2 for r in rows)
    theta = sxy / sxx if sxx > 1e-12 else 0.0
    groups = {"control": [], "treatment": []}
    for arm, x, y in rows:
        groups[arm].append(y - theta * (x - mx))
    means, error = {}, 0.0
    for arm, values in groups.items():
        if len(values) < 2:
            raise ValueError(f"{arm} is too small")
        means[arm] = sum(values) / len(values)
        squares = sum((v - means[arm]) ** 2 for v in values)
        error += squares / (len(values) - 1) / len(values)
    return {
        "theta": theta,
        "difference": means["treatment"] - means["control"],
        "standard_error": sqrt(error),
        "variance_reduction": theta * sxy / syy,
    }


# %% [markdown]
# ## bass-adoption


# %% wrong="bass-adoption" name="recursion from year to year" told="A recursion from year to year"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    new, total = [], [0.0]
    for _ in year:
        new.append((p + q * total[-1] / market) * (market - total[-1]) if market else 0.0)
        total.append(total[-1] + new[-1])
    new, total = np.array(new), np.array(total[1:])
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": new,
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="shares" told="That is a share"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": total - adopted(year - 1),
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="total for new" told="New in a year and all so far"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": total,
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="p and q swapped" told="each other's place"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    p, q = q, p

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": total - adopted(year - 1),
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="one year early" told="year 1 ends one year later"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year - 1)
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": adopted(year) - total,
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="ratio turned round" told="logarithm of the right ratio"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log(p / q) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": total - adopted(year - 1),
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="logarithm to base 10" told="When is the peak"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log10(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": total - adopted(year - 1),
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="peak by the largest year" told="not in the table's largest"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": total - adopted(year - 1),
            "total_adopters": total,
            "past_peak": year > np.argmax(total - adopted(year - 1)) + 1,
        }
    )


# %% wrong="bass-adoption" name="flow at the end of the year" told="flow at one moment"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": (p + q * total / market) * (market - total) if market else total,
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="no imitation refused" told="no imitation"
def bass_adoption(p, q, market, years):
    if p <= 0 or q <= 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": total - adopted(year - 1),
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% wrong="bass-adoption" name="peak compared at the start" told="When is the peak"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": total - adopted(year - 1),
            "total_adopters": total,
            "past_peak": year - 1 > peak,
        }
    )


# %% wrong="bass-adoption" name="rounded to customers" told="hardly any innovators"
def bass_adoption(p, q, market, years):
    if p <= 0 or q < 0 or market < 0 or years < 1:
        raise ValueError("nothing spreads")

    def adopted(t):
        e = np.exp(-(p + q) * t)
        return market * (1 - e) / (1 + q / p * e)

    year = np.arange(1, years + 1)
    total = adopted(year)
    peak = np.log(q / p) / (p + q) if q > 0 else 0.0
    return pd.DataFrame(
        {
            "year": year,
            "new_adopters": (total - adopted(year - 1)).round(),
            "total_adopters": total,
            "past_peak": year > peak,
        }
    )


# %% right="bass-adoption" name="loop with tanh"
def bass_adoption(p, q, market, years):
    if not (p > 0 and q >= 0 and market >= 0 and years >= 1):
        raise ValueError("no such product")
    rows, before = [], 0.0
    for year in range(1, years + 1):
        half = np.tanh((p + q) * year / 2)
        # The closed form in tanh, from (1 - e) / (1 + e) = tanh.
        e = (1 - half) / (1 + half)
        now = market * p * (1 - e) / (p + q * e)
        over = q <= p or (p + q) * year > log(q / p)
        rows.append((year, now - before, now, over))
        before = now
    return pd.DataFrame(rows, columns=["year", "new_adopters", "total_adopters", "past_peak"])


# %% right="bass-adoption" name="half of the market less innovation at the peak"
def bass_adoption(p, q, market, years):
    if p <= 0 or min(q, market) < 0 or years <= 0:
        raise ValueError("no such product")
    times = pd.Series(range(years + 1), dtype=float)
    weight = (-(p + q) * times).map(np.exp)
    share = (1 - weight) / (1 + weight * q / p)
    table = pd.DataFrame({"year": range(years + 1), "total_adopters": share * market})
    table["new_adopters"] = table["total_adopters"].diff()
    # The flow (p + qF)(1 - F) is largest at F = 1/2 - p / (2q).
    table["past_peak"] = share > (0.5 - p / (2 * q) if q > 0 else -1.0)
    return table.iloc[::-1].iloc[:-1]


# %% [markdown]
# ## control-chart-signals


# %% wrong="control-chart-signals" name="positions from 1" told="first value has position 0"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i + 1, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="both sides together" told="Above and below were mixed"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i in range(len(x)):
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [abs(v) > limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="on the limit counts" told="on a limit is not beyond"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v >= limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="any point of the window" told="is this point itself beyond"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="runs of seven" told="run was called too early"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 7, 7)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="runs called once" told="at each of its points"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if (
                (rule < 4 or sum(v * side > 0 for v in x[max(0, i - 8) : i]) < 8)
                and beyond[-1]
                and sum(beyond) >= needed
            ):
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="patterns without a gap" told="An ordinary point in between"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 2), (3, 1, 4, 4), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="rule 1 only" told="Only rule 1 is there"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="sigma left out" told="unit of all distances"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="above only" told="mirrored at the centre"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i in range(len(x)):
        side = 1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="one rule for each point" told="A call is missing"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
                break
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="windows must be full" told="A call is missing"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if i + 1 >= window and beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="beyond 3 is not beyond 2" told="A call is missing"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [
                side * v > limit * sigma and (rule in (1, 4) or side * v <= 3 * sigma) for v in part
            ]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% wrong="control-chart-signals" name="runs of nine" told="run was called too late"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    x = [float(v) - centre for v in values]
    rows = []
    for i, d in enumerate(x):
        side = 1 if d > 0 else -1
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 9, 9)]:
            part = x[max(0, i - window + 1) : i + 1]
            beyond = [side * v > limit * sigma for v in part]
            if beyond[-1] and sum(beyond) >= needed:
                rows.append((i, rule))
    return pd.DataFrame(rows, columns=["position", "rule"])


# %% right="control-chart-signals" name="rolling sums in pandas"
def control_chart_signals(values, centre, sigma):
    if sigma <= 0:
        raise ValueError("no spread")
    distance = pd.Series(values.to_numpy(dtype=float) - centre)
    found = []
    for sign in (1, -1):
        for rule, limit, needed, window in [(1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5), (4, 0, 8, 8)]:
            beyond = (sign * distance > limit * sigma).astype(int)
            count = beyond.rolling(window, min_periods=1).sum()
            called = distance.index[(beyond == 1) & (count >= needed)]
            found.append(pd.DataFrame({"position": called, "rule": rule}))
    return pd.concat(found, ignore_index=True)


# %% right="control-chart-signals" name="four rules, each in its own words"
def control_chart_signals(values, centre, sigma):
    if not sigma > 0:
        raise ValueError("no spread")
    rows, z = [], [(v - centre) / sigma for v in values]
    for k in range(len(z)):
        up = [v if z[k] > 0 else -v for v in z[: k + 1]]
        if up[-1] > 3:
            rows.append([k, 1])
        if up[-1] > 2 and any(v > 2 for v in up[:-1][-2:]):
            rows.append([k, 2])
        if up[-1] > 1 and sum(v > 1 for v in up[:-1][-4:]) >= 3:
            rows.append([k, 3])
        if k >= 7 and min(up[-8:]) > 0:
            rows.append([k, 4])
    return pd.DataFrame(np.array(rows, dtype=int).reshape(-1, 2), columns=["position", "rule"])


# %% [markdown]
# ## plot-control-chart


# %% wrong="plot-control-chart" name="limits from all weeks" told="centre"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="standard deviation" told="upper limit"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.std()
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="range not divided" told="upper limit"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean()
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="two sigma" told="upper limit"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 2 * sigma,
        "lower limit": centre - 2 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="lower limit not below zero" told="one limit is negative"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": max(0.0, centre - 3 * sigma),
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="one range more" told="upper limit"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = values.iloc[: baseline + 1].diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="no legend" told="legend"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    return ax


# %% wrong="plot-control-chart" name="no title" told="title"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="axes swapped" told="week"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("plans")
    ax.set_ylabel("week")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="calm weeks only" told="plans"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(calm.index, calm, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="weeks counted from zero" told="plans"
def plot_control_chart(values, baseline):
    if baseline < 2 or baseline > len(values):
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(range(len(values)), values.to_numpy(), label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% wrong="plot-control-chart" name="any baseline taken" told="no spread can be read"
def plot_control_chart(values, baseline):
    if baseline < 1:
        raise ValueError("no baseline")
    calm = values.iloc[:baseline]
    centre = calm.mean()
    sigma = calm.diff().abs().mean() / 1.128
    levels = {
        "centre": centre,
        "upper limit": centre + 3 * sigma,
        "lower limit": centre - 3 * sigma,
    }
    _fig, ax = plt.subplots()
    ax.plot(values.index, values, label="plans")
    for name, level in levels.items():
        ax.plot(values.index, np.full(len(values), level), label=name)
    ax.set_xlabel("week")
    ax.set_ylabel("plans")
    ax.set_title("Nothing new")
    ax.legend()
    return ax


# %% right="plot-control-chart" name="one table, plotted by pandas"
def plot_control_chart(values, baseline):
    if not 2 <= baseline <= len(values):
        raise ValueError("no baseline")
    calm = values.to_numpy()[:baseline]
    reach = 3 * np.abs(np.diff(calm)).mean() / 1.128
    table = pd.DataFrame({"plans": values})
    table["lower limit"] = calm.mean() - reach
    table["upper limit"] = calm.mean() + reach
    table["centre"] = calm.mean()
    return table.plot(xlabel="Week of the year", ylabel="Plans", title="The fall is news")


# %% right="plot-control-chart" name="names written beside the lines"
def plot_control_chart(values, baseline):
    if baseline < 2 or len(values) < baseline:
        raise ValueError("no baseline")
    weeks, numbers = list(values.index), list(values)
    centre = sum(numbers[:baseline]) / baseline
    steps = [abs(numbers[k] - numbers[k - 1]) for k in range(1, baseline)]
    sigma = sum(steps) / len(steps) / 1.128
    fig, ax = plt.subplots()
    ax.plot(weeks, numbers, marker="o")
    ax.text(weeks[-1], numbers[-1], "plans")
    for text, level in [
        ("centre", centre),
        ("upper limit", centre + 3 * sigma),
        ("lower limit", centre - 3 * sigma),
    ]:
        ax.plot(weeks, [level for _ in weeks], color="gray")
        ax.text(weeks[-1], level, text)
    ax.set(xlabel="week", ylabel="plans sold", title="Watch the last weeks")
    return fig


# %% [markdown]
# ## rice-ranking


# %% wrong="rice-ranking" name="effort forgotten" told="The effort is missing"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="confidence forgotten" told="The confidence is missing"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="times the effort" told="More effort makes the score larger"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] * table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="confidence in per cent" told="fraction, not per cent"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] * 100 / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="worst first" told="Rank 1 is the best"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[True, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="ranks from 0" told="Ranks start at 1"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table))
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="ties in the table's order" told="which of them takes less effort"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values("score", ascending=False, kind="stable")
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="ties share a rank" told="Two ideas share a rank"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = table["score"].rank(ascending=False, method="min").astype(int)
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="more effort first in ties" told="which of them takes less effort"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, False, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="ends at the first misfit" told="Does that end the quarter"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="all that fit alone" told="How much capacity is left"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="last one may overrun" told="How much capacity is left"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used < capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="exact fit passed over" told="what is left when each idea"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort < capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="ties by the order of ideas only" told="takes less effort"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "idea"], ascending=[False, False])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="ideas compared as text" told="then the smaller idea"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.assign(key=table["idea"].astype(str)).sort_values(
        ["score", "effort", "key"], ascending=[False, True, True]
    )
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="score rounded" told="a score with decimals"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog.copy()
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table["score"] = table["score"].round()
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% wrong="rice-ranking" name="backlog changed in place" told="as it is"
def rice_ranking(backlog, capacity):
    if (backlog["effort"] <= 0).any() or capacity < 0:
        raise ValueError("effort or capacity")
    if (backlog["confidence"] < 0).any() or (backlog["confidence"] > 1).any():
        raise ValueError("confidence")
    table = backlog
    table["score"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    table = table.sort_values(["score", "effort", "idea"], ascending=[False, True, True])
    table["rank"] = np.arange(len(table)) + 1
    chosen, used = [], 0.0
    for effort in table["effort"]:
        fits = used + effort <= capacity
        chosen.append(fits)
        used += effort * fits
    table["chosen"] = chosen
    return table[["idea", "score", "rank", "chosen"]]


# %% right="rice-ranking" name="sorted tuples"
def rice_ranking(backlog, capacity):
    if capacity < 0:
        raise ValueError("capacity")
    scored = []
    for row in backlog.itertuples(index=False):
        if row.effort <= 0 or not 0 <= row.confidence <= 1:
            raise ValueError(f"{row.idea} cannot be scored")
        score = row.reach * row.impact * row.confidence / row.effort
        scored.append((-score, row.effort, row.idea))
    rows = []
    for rank, (negative, effort, idea) in enumerate(sorted(scored), 1):
        rows.append({"rank": rank, "idea": idea, "score": -negative, "chosen": effort <= capacity})
        if effort <= capacity:
            capacity = capacity - effort
    return pd.DataFrame(rows, columns=["rank", "idea", "score", "chosen"])


# %% right="rice-ranking" name="in the order of the backlog"
def rice_ranking(backlog, capacity):
    bad = ~backlog["confidence"].between(0, 1) | (backlog["effort"] <= 0)
    if bad.any() or capacity < 0:
        raise ValueError("cannot rank this")
    table = backlog.reset_index(drop=True)
    table["score"] = table[["reach", "impact", "confidence"]].prod(axis=1) / table["effort"]
    order = table.sort_values("idea").sort_values("effort", kind="stable")
    order = order.sort_values("score", ascending=False, kind="stable").index
    table["rank"], table["chosen"] = 0, False
    for rank, place in enumerate(order, start=1):
        table.loc[place, "rank"] = rank
        if table.loc[place, "effort"] <= capacity:
            table.loc[place, "chosen"] = True
            capacity -= table.loc[place, "effort"]
    return table.drop(columns=["reach", "impact", "confidence", "effort"])
