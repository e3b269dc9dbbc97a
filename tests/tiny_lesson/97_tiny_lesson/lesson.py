# %% [markdown]
# # A tiny lesson
# Two tasks, for tests of the press, the proof and the release.

# %% setup=true
import math

from course.feedback import check, hidden_check

# %%
print(f"A worked example: {math.sqrt(2):.3f}")

# %% [markdown] task="monthly-rate"
# ### Task: the monthly rate
# A yearly nominal rate per month.


# %% answer="monthly-rate"
def monthly_rate(yearly_rate: float) -> float:
    """Return the nominal monthly rate (a fraction) of a yearly one."""
    ### BEGIN SOLUTION
    secret_months_in_year = 12
    return yearly_rate / secret_months_in_year
    ### END SOLUTION


# %% check="monthly-rate" part="eighteen-percent" points=4
"""A yearly rate of 18 %."""
check("monthly_rate").on(0.18).gives(
    0.015, within=1e-9, mistakes=[(0.18 / 360, "That is a daily rate.")]
)

# %% check="monthly-rate" part="other-rates" points=6 hidden=true
"""Other rates, zero among them."""
for _yearly, _monthly in ((0.0, 0.0), (0.1199999, 0.00999999166)):
    hidden_check("monthly_rate").case("another rate").on(_yearly).gives(_monthly, within=1e-9)

# %% [markdown] task="late-fee"
# ### Task: the late fee
# A fee that is never above the minimum due.


# %% answer="late-fee"
def late_fee(fee: float, minimum_due: float) -> float:
    """Return the fee in CNY, at most the minimum due."""
    ### BEGIN SOLUTION
    if minimum_due < 0:
        raise ValueError("the minimum due is negative")
    return min(fee, minimum_due)
    ### END SOLUTION


# %% check="late-fee" part="capped" points=5
"""A minimum below the fee."""
check("late_fee").on(30.0, 20.0).gives(
    20.0, within=0.01, unit="CNY", mistakes=[(30.0, "Is the fee ever above the minimum due?")]
)

# %% check="late-fee" part="edges" points=5 hidden=true
"""A minimum above the fee, none at all, a negative one."""
hidden_check("late_fee").case("minimum above the fee").on(30.0, 200.0).gives(30.0, within=0.01)
hidden_check("late_fee").case("nothing due").on(30.0, 0.0).gives(0.0, within=0.01)
hidden_check("late_fee").case("negative minimum").on(30.0, -0.5).refuses(
    ValueError, because="a minimum due is never negative"
)

# %% [markdown] memo="tiny-memo" points=3
# The secret reference memo says that nobody should launch this card.
