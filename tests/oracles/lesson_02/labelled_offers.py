"""Card offers labelled by hand with the rules they break. Synthetic offers; real rules.

The labels were written from the text of the rules in ``course/bank/data/rules.csv`` (summary,
article, source there), not by running anything. One line an offer: jurisdiction, launch date, card
type, terms, rules broken. Each line is there for one fact of law or one edge.
"""

Offer = tuple[str, str, str, dict[str, float], set[str]]

LABELLED: dict[str, Offer] = {
    # The overdraft band: 0.035 % to 0.05 % a day, from 2017-01-01 to the last day of 2020, no law
    # before or after.
    "cap met exactly": ("CN", "2020-12-31", "consumer", {"daily_rate": 0.0005}, set()),
    "cap, last day": (
        ("CN", "2020-12-31", "consumer", {"daily_rate": 0.0006}, {"cn-overdraft-daily-cap"})
    ),
    "cap, a day after its end": ("CN", "2021-01-01", "consumer", {"daily_rate": 0.0006}, set()),
    "cap, today": ("CN", "2026-11-24", "consumer", {"daily_rate": 0.0006}, set()),
    "cap, first day": (
        ("CN", "2017-01-01", "consumer", {"daily_rate": 0.0006}, {"cn-overdraft-daily-cap"})
    ),
    "cap, a day before": ("CN", "2016-12-31", "consumer", {"daily_rate": 0.0006}, set()),
    "cap, business card": (
        ("CN", "2019-06-01", "business", {"daily_rate": 0.00051}, {"cn-overdraft-daily-cap"})
    ),
    "floor met exactly": ("CN", "2018-05-01", "consumer", {"daily_rate": 0.00035}, set()),
    "floor": (
        ("CN", "2018-05-01", "consumer", {"daily_rate": 0.0003}, {"cn-overdraft-daily-floor"})
    ),
    # The notice of July 2022: instalments of at most 60 months, cost shown as interest.
    "72 months, the day before": (
        "CN",
        "2022-07-06",
        "consumer",
        {"instalment_months": 72, "highest_annualised_rate_shown": 0, "dormant_card_share": 0.3},
        set(),
    ),
    "72 months, the day": (
        "CN",
        "2022-07-07",
        "consumer",
        {"instalment_months": 72, "highest_annualised_rate_shown": 0, "dormant_card_share": 0.3},
        {
            "cn-instalment-max-months",
            "cn-highest-annualised-rate-shown",
            "cn-dormant-card-share",
        },
    ),
    "everything at its limit": (
        "CN",
        "2027-03-01",
        "consumer",
        {
            "daily_rate": 0.0006,
            "over_limit_fee_cny": 0,
            "interest_on_fees": 0,
            "change_notice_days": 45,
            "annualised_rate_shown": 1,
            "highest_annualised_rate_shown": 1,
            "instalment_months": 60,
            "instalment_cost_shown_as_interest": 1,
            "dormant_card_share": 0.20,
            "interchange_rate": 0.0045,
        },
        set(),
    ),
    "a fee where none may be": (
        "CN",
        "2027-03-01",
        "business",
        {
            "over_limit_fee_cny": 50,
            "interest_on_fees": 1,
            "change_notice_days": 30,
            "annualised_rate_shown": 0,
            "instalment_cost_shown_as_interest": 0,
            "interchange_rate": 0.006,
        },
        {
            "cn-no-over-limit-fee",
            "cn-no-interest-on-fees",
            "cn-change-notice-45-days",
            "cn-annualised-rate-shown",
            "cn-instalment-cost-as-interest",
            "cn-interchange-credit",
        },
    ),
    # First-year fees: comment 52(a)(1)-1.i, limit $500: 120 + 5 = 125 is allowed, another 2.50 not.
    # https://www.consumerfinance.gov/rules-policy/regulations/1026/2023-05-15/interp-52
    "125 of 500": (
        ("US", "2027-02-01", "consumer", {"first_year_fees_share_of_limit": 125 / 500}, set())
    ),
    "127.50 of 500": (
        "US",
        "2027-02-01",
        "consumer",
        {"first_year_fees_share_of_limit": 127.50 / 500},
        {"us-first-year-fees"},
    ),
    "127.50 of 500, business card": (
        ("US", "2027-02-01", "business", {"first_year_fees_share_of_limit": 127.50 / 500}, set())
    ),
    "safe harbour met": (
        "US",
        "2027-02-01",
        "consumer",
        {"late_fee_usd": 30, "late_fee_repeat_usd": 41, "late_fee_share_of_minimum_due": 1},
        set(),
    ),
    "safe harbour passed": (
        "US",
        "2027-02-01",
        "consumer",
        {"late_fee_usd": 30.5, "late_fee_repeat_usd": 43, "late_fee_share_of_minimum_due": 1.2},
        {"us-late-fee-first", "us-late-fee-repeat", "us-late-fee-not-above-minimum"},
    ),
    "too late and too little told": (
        "US",
        "2027-02-01",
        "consumer",
        {"days_statement_to_due": 20, "change_notice_days": 44},
        {"us-statement-to-due-21-days", "us-change-notice-45-days"},
    ),
    "CARD Act disregarded": (
        "US",
        "2027-02-01",
        "consumer",
        {
            "excess_payment_to_highest_apr_first": 0,
            "ability_to_pay_assessed": 0,
            "independent_income_assessed_under_21": 0,
            "interest_on_amount_repaid_in_grace": 1,
        },
        {
            "us-excess-payment-highest-apr",
            "us-ability-to-pay",
            "us-under-21-independent-income",
            "us-no-interest-on-repaid-in-grace",
        },
    ),
    "before the CARD Act": (
        "US",
        "2010-02-21",
        "consumer",
        {"first_year_fees_share_of_limit": 0.8, "excess_payment_to_highest_apr_first": 0},
        set(),
    ),
    # Interchange: 0.3 % on consumer credit cards; commercial cards are outside.
    "0.3 % exactly": ("EU", "2027-01-15", "consumer", {"interchange_rate": 0.003}, set()),
    "0.35 %": (
        ("EU", "2027-01-15", "consumer", {"interchange_rate": 0.0035}, {"eu-interchange-credit"})
    ),
    "1.4 %, business card": ("EU", "2027-01-15", "business", {"interchange_rate": 0.014}, set()),
    "0.9 %, before the cap": ("EU", "2015-12-08", "consumer", {"interchange_rate": 0.009}, set()),
    # Creditworthiness: Article 8 of the 2008 directive, national law by 11 June 2010; from 20
    # November 2026 its successor asks for it instead, never both.
    "no check, before the first directive": (
        ("EU", "2010-06-10", "consumer", {"ability_to_pay_assessed": 0}, set())
    ),
    "no check, first directive": (
        "EU",
        "2010-06-11",
        "consumer",
        {"ability_to_pay_assessed": 0},
        {"eu-ccd1-creditworthiness"},
    ),
    "no check, last day of the first": (
        "EU",
        "2026-11-19",
        "consumer",
        {"ability_to_pay_assessed": 0},
        {"eu-ccd1-creditworthiness"},
    ),
    "no check, business card": (
        ("EU", "2020-01-01", "business", {"ability_to_pay_assessed": 0}, set())
    ),
    "no check, the day": (
        "EU",
        "2026-11-20",
        "consumer",
        {"ability_to_pay_assessed": 0},
        {"eu-ccd2-creditworthiness"},
    ),
    # Another jurisdiction's rule doesn't bind, and a term that an offer lacks breaks nothing.
    "Chinese terms in Europe": (
        "EU",
        "2027-01-15",
        "consumer",
        {"daily_rate": 0.0009, "over_limit_fee_cny": 50, "instalment_months": 72},
        set(),
    ),
    "American terms in China": (
        "CN",
        "2027-01-15",
        "consumer",
        {"first_year_fees_share_of_limit": 0.5, "days_statement_to_due": 10},
        set(),
    ),
    "no terms": ("US", "2027-01-15", "consumer", {}, set()),
}
