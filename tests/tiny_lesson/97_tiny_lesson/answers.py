# %% wrong="monthly-rate" name="daily rate" told="a daily rate"
def monthly_rate(yearly_rate):
    return yearly_rate / 360


# %% wrong="monthly-rate" name="the yearly rate itself" told="expected"
def monthly_rate(yearly_rate):
    return yearly_rate


# %% wrong="monthly-rate" name="effective monthly rate" told="expected"
def monthly_rate(yearly_rate):
    return (1 + yearly_rate) ** (1 / 12) - 1


# %% wrong="monthly-rate" name="nothing returned" told="return"
def monthly_rate(yearly_rate):
    yearly_rate / 12


# %% right="monthly-rate" name="multiplied"
def monthly_rate(yearly_rate):
    return yearly_rate * (1 / 12)


# %% right="monthly-rate" name="summed"
def monthly_rate(yearly_rate):
    return math.fsum([yearly_rate / 24] * 2)


# %% wrong="late-fee" name="uncapped" told="above the minimum due"
def late_fee(fee, minimum_due):
    return fee


# %% wrong="late-fee" name="the larger" told="above the minimum due"
def late_fee(fee, minimum_due):
    return max(fee, minimum_due)


# %% wrong="late-fee" name="always the minimum" told="minimum above the fee"
def late_fee(fee, minimum_due):
    return minimum_due


# %% wrong="late-fee" name="negative accepted" told="never negative"
def late_fee(fee, minimum_due):
    return min(fee, minimum_due)


# %% right="late-fee" name="branches"
def late_fee(fee, minimum_due):
    if minimum_due < 0:
        raise ValueError("negative minimum due")
    return fee if fee < minimum_due else minimum_due


# %% right="late-fee" name="sorted"
def late_fee(fee, minimum_due):
    smaller, _ = sorted((fee, minimum_due))
    if smaller < 0:
        raise ValueError("negative")
    return smaller
