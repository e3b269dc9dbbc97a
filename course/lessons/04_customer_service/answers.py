# %% [markdown]
# The answer catalogue of notebook 04: wrong answers that students write, and right ones built
# differently. `cardpm prove 04` runs every answer against the lesson's checks.


# %% [markdown]
# ## net-promoter-score


# %% wrong="net-promoter-score" name="passives dropped" told="passives are missing"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    answers = answers[(answers <= 6) | (answers >= 9)]
    n = max(len(answers), 1)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="7 is a promoter" told="passive is counted as a promoter"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 7).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="6 is passive" told="6 is counted as a passive"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers < 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="fractions" told="how many points out of 100"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 1 * (p - d),
        "low": 1 * (p - d - 1.96 * se),
        "high": 1 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="average of the answers" told="average of the answers"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 10 * answers.mean(),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="one standard error" told="how many make 95 %"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - se),
        "high": 100 * (p - d + se),
    }


# %% wrong="net-promoter-score" name="independent shares" told="treated as independent"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p * (1 - p) + d * (1 - d)) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="n minus 1" told="divided by n - 1"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / max(n - 1, 1))
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="interval in fractions" told="both belong into one unit"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d) - 1.96 * se,
        "high": 100 * (p - d) + 1.96 * se,
    }


# %% wrong="net-promoter-score" name="silence dilutes" told="does silence dilute"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(scores)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="silence is a zero" told="is silence a bad answer"
def net_promoter_score(scores):
    answers = scores.fillna(0)
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="cut off at 100" told="cut off at 100"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": min(100.0, 100 * (p - d + 1.96 * se)),
    }


# %% wrong="net-promoter-score" name="answers not looked at" told="answers lie on its scale"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": 100 * (p - d),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% wrong="net-promoter-score" name="score rounded" told="score is rounded"
def net_promoter_score(scores):
    answers = scores.dropna()
    if answers.empty or answers.min() < 0 or answers.max() > 10:
        raise ValueError("no answers, or impossible ones")
    n = len(answers)
    p, d = (answers >= 9).sum() / n, (answers <= 6).sum() / n
    se = np.sqrt((p + d - (p - d) ** 2) / n)
    return {
        "nps": round(100 * (p - d)),
        "low": 100 * (p - d - 1.96 * se),
        "high": 100 * (p - d + 1.96 * se),
    }


# %% right="net-promoter-score" name="each answer counts +1, 0 or -1"
def net_promoter_score(scores):
    votes = []
    for score in scores:
        if score != score:
            continue
        if not 0 <= score <= 10:
            raise ValueError("off the scale")
        votes.append((score > 8) - (score < 7))
    if not votes:
        raise ValueError("no votes")
    mean, reach = np.mean(votes), 1.96 * np.std(votes) / len(votes) ** 0.5
    return pd.Series([mean, mean - reach, mean + reach], index=["nps", "low", "high"]) * 100


# %% right="net-promoter-score" name="pd.cut into three groups"
def net_promoter_score(scores):
    if scores.notna().sum() == 0 or ((scores < 0) | (scores > 10)).any():
        raise ValueError("scores")
    groups = pd.cut(scores, [-0.5, 6.5, 8.5, 10.5], labels=[-1, 0, 1]).dropna().astype(float)
    nps = 100 * groups.mean()
    reach = 196 * groups.std(ddof=0) / len(groups) ** 0.5
    return dict(nps=nps, low=nps - reach, high=nps + reach)


# %% [markdown]
# ## sla-attainment


# %% wrong="sla-attainment" name="the limit is late" told="limit itself is in time"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened < limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="closed tickets only" told="open for three days"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            undetermined += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="young open tickets broken" told="called broken"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            breached += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="young open tickets kept" told="called kept"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            met += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="closed after the report" told="what was known then"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed == closed:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="opened after the report" told="not opened yet"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if closed > as_of + limit:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="undecided in the denominator" told="are in the denominator"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached + undetermined),
    }


# %% wrong="sla-attainment" name="percent" told="asks for a fraction"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": 100 * met / (met + breached),
    }


# %% wrong="sla-attainment" name="open at the limit is broken" told="as old as the limit"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened >= limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="whole days" told="a promise of half an hour"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=int(np.ceil(hours / 6) * 6))
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="hours cut to whole ones" told="a promise of 5.5 hours"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=int(hours))
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="hours rounded up" told="a promise of 5.25 hours"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=int(np.ceil(hours)))
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="hours rounded to whole ones" told="a promise of 5.4 hours"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=round(hours))
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="nothing decided is 100 %" told="nothing is decided"
def sla_attainment(tickets, as_of, hours):
    limit = pd.Timedelta(hours=hours)
    met = breached = undetermined = 0
    for opened, closed in zip(tickets["opened_at"], tickets["closed_at"], strict=True):
        if opened > as_of:
            continue
        if closed <= as_of:
            if closed - opened <= limit:
                met += 1
            else:
                breached += 1
        elif as_of - opened > limit:
            breached += 1
        else:
            undetermined += 1
    if met + breached == 0:
        return {"met": 0, "breached": 0, "undetermined": undetermined, "attainment": 1.0}
    return {
        "met": met,
        "breached": breached,
        "undetermined": undetermined,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="seconds dropped" told="one second later"
def sla_attainment(tickets, as_of, hours):
    known = tickets[tickets["opened_at"] <= as_of]
    closed = known["closed_at"] <= as_of
    age = known["closed_at"].where(closed, as_of) - known["opened_at"]
    late = age.dt.total_seconds() // 60 > hours * 60
    met, breached = int((closed & ~late).sum()), int(late.sum())
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": len(known) - met - breached,
        "attainment": met / (met + breached),
    }


# %% wrong="sla-attainment" name="weekends left out" told="weekends left out"
def sla_attainment(tickets, as_of, hours):
    known = tickets[tickets["opened_at"] <= as_of]
    closed = known["closed_at"] <= as_of
    end = known["closed_at"].where(closed, as_of)
    first, last = (t.to_numpy().astype("datetime64[D]") for t in (known["opened_at"], end))
    free = (last - first).astype(int) - np.busday_count(first, last)
    late = end - known["opened_at"] - pd.to_timedelta(free, unit="D") > pd.Timedelta(hours=hours)
    met, breached = int((closed & ~late).sum()), int(late.sum())
    if met + breached == 0:
        raise ValueError("nothing decided")
    return {
        "met": met,
        "breached": breached,
        "undetermined": len(known) - met - breached,
        "attainment": met / (met + breached),
    }


# %% right="sla-attainment" name="np.select on labels"
def sla_attainment(tickets, as_of, hours):
    table = tickets.loc[(tickets["opened_at"] <= as_of).to_numpy()]
    done = (table["closed_at"].notna() & (table["closed_at"] <= as_of)).to_numpy()
    until = np.where(done, table["closed_at"], np.datetime64(as_of))
    spent = (until - table["opened_at"].to_numpy()) / np.timedelta64(1, "h")
    label = np.select([spent > hours, done], ["breached", "met"], "undetermined")
    counts = {name: int((label == name).sum()) for name in ("met", "breached", "undetermined")}
    decided = counts["met"] + counts["breached"]
    if decided == 0:
        raise ValueError("none")
    return pd.Series({**counts, "attainment": counts["met"] / decided})


# %% right="sla-attainment" name="deadlines compared"
def sla_attainment(tickets, as_of, hours):
    tickets = tickets.query("opened_at <= @as_of")
    deadline = tickets["opened_at"] + pd.to_timedelta(hours, "h")
    in_time = tickets["closed_at"].le(deadline) & tickets["closed_at"].le(as_of)
    waiting = ~in_time & deadline.ge(as_of)
    late_but_known = tickets["closed_at"].le(as_of) & ~in_time
    waiting &= ~late_but_known
    met, undetermined = int(in_time.sum()), int(waiting.sum())
    breached = len(tickets) - met - undetermined
    if not met + breached:
        raise ValueError("undecided")
    return dict(
        attainment=met / (met + breached), met=met, breached=breached, undetermined=undetermined
    )


# %% [markdown]
# ## first-contact-resolution


# %% wrong="first-contact-resolution" name="young contacts judged" told="window of the youngest"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time > as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time < t <= time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="any reason" told="another reason counts"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, _, time in rows:
        if time + window > as_of:
            continue
        repeats = [t for c, r, t in rows if c == customer and time < t <= time + window]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="the limit is no repeat" told="limit itself still is one"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time < t < time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="window ends before" told="window ends with the report"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window >= as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time < t <= time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="first contacts only" told="repeats are contacts too"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        before = [t for c, r, t in rows if c == customer and r == reason and t < time]
        if before or time + window > as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time < t <= time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="young repeats lost" told="however young the repeat"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    rows = [row for row in rows if row[2] + window <= as_of]
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time < t <= time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="the repeat fails" told="however young the repeat"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time - window <= t < time
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="share that came back" told="share that did not"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time < t <= time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return 1 - resolved / judged


# %% wrong="first-contact-resolution" name="over all contacts" told="which contacts are judged"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time < t <= time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / len(rows)


# %% wrong="first-contact-resolution" name="days of the calendar" told="Days of the calendar"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        repeats = [
            t
            for c, r, t in rows
            if c == customer
            and r == reason
            and time < t
            and (t.normalize() - time.normalize()) <= window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="parts of a day dropped" told="part of a day is dropped"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        repeats = [
            t
            for c, r, t in rows
            if c == customer and r == reason and time < t and (t - time).days <= days
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="next row of the table" told="mixed order"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        later = rows[rows.index((customer, reason, time)) + 1 :]
        repeats = [
            t for c, r, t in later if c == customer and r == reason and time < t <= time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="next contact of the customer" told="hides a repeat"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        later = sorted((t, r) for c, r, t in rows if c == customer and t > time)
        repeats = [t for t, r in later[:1] if r == reason and t <= time + window]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="nothing to judge is perfect" told="no window has ended"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        repeats = [
            t for c, r, t in rows if c == customer and r == reason and time < t <= time + window
        ]
        judged += 1
        resolved += not repeats
    if judged == 0:
        return 1.0
    return resolved / judged


# %% wrong="first-contact-resolution" name="earlier contacts are repeats" told="only a later one"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        mine = [t for c, r, t in rows if c == customer and r == reason and t != time]
        repeats = [t for t in mine if abs(t - time) <= window]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% wrong="first-contact-resolution" name="same day is no repeat" told="same day is lost"
def first_contact_resolution(contacts, as_of, days):
    window = pd.Timedelta(days=days)
    rows = list(
        zip(contacts["customer_id"], contacts["reason"], contacts["contacted_at"], strict=True)
    )
    judged = resolved = 0
    for customer, reason, time in rows:
        if time + window > as_of:
            continue
        mine = [
            t for c, r, t in rows if c == customer and r == reason and time < t <= time + window
        ]
        repeats = [t for t in mine if t.date() != time.date()]
        judged += 1
        resolved += not repeats
    if judged == 0:
        raise ValueError("too young")
    return resolved / judged


# %% right="first-contact-resolution" name="merge with itself"
def first_contact_resolution(contacts, as_of, days):
    table = contacts[["customer_id", "reason", "contacted_at"]].reset_index(drop=True)
    table["row"] = table.index
    pairs = table.merge(table, on=["customer_id", "reason"], suffixes=("", "_2"))
    gap = (pairs["contacted_at_2"] - pairs["contacted_at"]) / pd.Timedelta(hours=24)
    failed = set(pairs.loc[(gap > 0) & (gap <= days), "row"])
    old = table[(as_of - table["contacted_at"]) / pd.Timedelta(hours=24) >= days]
    if old.empty:
        raise ValueError("nothing to judge")
    return float((~old["row"].isin(failed)).mean())


# %% right="first-contact-resolution" name="times per matter in a dict"
def first_contact_resolution(contacts, as_of, days):
    matters = {}
    for row in contacts.to_dict("records"):
        matters.setdefault((row["customer_id"], row["reason"]), []).append(row["contacted_at"])
    window, good, bad = pd.Timedelta(days, "D"), 0, 0
    for times in matters.values():
        times = [*sorted(times), pd.Timestamp.max]
        for k, time in enumerate(times[:-1]):
            if as_of - time >= window:
                if times[k + 1] - window <= time:
                    bad += 1
                else:
                    good += 1
    if good + bad == 0:
        raise ValueError("no")
    return good / (good + bad)


# %% [markdown]
# ## erlang-c


# %% wrong="erlang-c" name="Erlang B" told="callers who find all busy hang up"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="occupancy upside down" told="Occupancy is upside down"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": agents / load if load else 0.0,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="wait of the waiting" told="wait of those who wait"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="wait in minutes" told="wait is in minutes"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / 60 / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="only who doesn't wait is in time" told="missing from the service level"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait,
    }


# %% wrong="erlang-c" name="share too late" told="which share is in time"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="service level of the waiting" told="answered at once is in time too"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="factorials" told="hundreds of agents"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    from math import factorial

    total = sum(load**k / factorial(k) for k in range(agents))
    term = load ** (agents - 1) / factorial(agents - 1)
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="overload not looked at" told="no such desk"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents == load or agents < 1:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="as many agents as load" told="as many agents as load"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents < load or agents < 1:
        raise ValueError("too few agents")
    if agents == load:
        nan = float("inf")
        return {
            "occupancy": 1.0,
            "wait_probability": 1.0,
            "average_wait_s": nan,
            "service_level": 0,
        }
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="no calls refused" told="no calls"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour <= 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="inputs not looked at" told="no such desk"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if agents < 1:
        raise ValueError("impossible desk")
    load = calls_per_hour * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    term, total = 1.0, 1.0
    for k in range(1, agents):
        term *= load / k
        total += term
    queue = term * load / agents * agents / (agents - load)
    wait = queue / (total + queue)
    average = wait * handle_s / (agents - load)
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": average,
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% wrong="erlang-c" name="whole calls only" told="half a call"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or handle_s <= 0 or target_s < 0:
        raise ValueError("impossible desk")
    load = int(calls_per_hour) * handle_s / 3600
    if agents <= load:
        raise ValueError("too few agents")
    blocked = 1.0
    for k in range(1, agents + 1):
        blocked = load * blocked / (k + load * blocked)
    wait = blocked / (1 - load / agents * (1 - blocked))
    return {
        "occupancy": load / agents,
        "wait_probability": wait,
        "average_wait_s": wait * handle_s / (agents - load),
        "service_level": 1 - wait * np.exp(-(agents - load) * target_s / handle_s),
    }


# %% right="erlang-c" name="logarithms of the gamma function"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    from math import lgamma

    if min(calls_per_hour, target_s) < 0 or handle_s <= 0 or agents <= 0:
        raise ValueError("inputs")
    load = calls_per_hour / 3600 * handle_s
    if agents - load < 1e-12:
        raise ValueError("overload")
    if load == 0:
        return pd.Series([0.0, 0.0, 0.0, 1.0], index=list(_names()))
    k = np.arange(agents + 1)
    logs = k * np.log(load) - np.array([lgamma(i + 1) for i in k])
    weights = np.exp(logs - logs.max())
    weights[-1] *= agents / (agents - load)
    wait = weights[-1] / weights.sum()
    rate = (agents - load) / handle_s
    values = [load / agents, wait, wait / rate, 1 - wait * np.exp(-rate * target_s)]
    return pd.Series(values, index=list(_names()))


def _names():
    return "occupancy", "wait_probability", "average_wait_s", "service_level"


# %% right="erlang-c" name="inverse of Erlang B"
def erlang_c(calls_per_hour, handle_s, agents, target_s):
    if calls_per_hour < 0 or target_s < 0 or handle_s <= 0 or agents < 1:
        raise ValueError("inputs")
    a = calls_per_hour * handle_s / 3600
    if a >= agents:
        raise ValueError("unstable")
    c = 0.0
    if a > 0:
        inverse = 1.0
        for k in range(1, agents + 1):
            inverse = 1 + inverse * k / a
        b = 1 / inverse
        c = b / (1 - a / agents * (1 - b))
    return dict(
        service_level=1 - c * np.exp((a - agents) * target_s / handle_s),
        average_wait_s=c * handle_s / (agents - a),
        wait_probability=c,
        occupancy=a / agents,
    )


# %% [markdown]
# ## staffing-plan


# %% wrong="staffing-plan" name="load and one spare" told="who waits how long"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        paid = int(np.ceil(agents / (1 - shrinkage) - 1e-9))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="average hour" told="Every hour gets the same desk"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    mean = hours["calls"].mean(), hours["handle_s"].mean()
    for row in hours.to_dict("records"):
        row["calls"], row["handle_s"] = mean
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        paid = int(np.ceil(agents / (1 - shrinkage) - 1e-9))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="79.56 % taken for 80 %" told="is that 80 %"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"].round(2)
            < target_share
        ):
            agents += 1
        paid = int(np.ceil(agents / (1 - shrinkage) - 1e-9))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="one agent too many" told="smallest desk"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        agents += load > 8
        paid = int(np.ceil(agents / (1 - shrinkage) - 1e-9))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="times 1.3" told="18.2"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        paid = int(np.ceil(agents * (1 + shrinkage) - 1e-9))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="rounded to the nearest" told="rounded down or to the nearest"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        paid = round(agents / (1 - shrinkage))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="parts of people" told="Nobody hires a part"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        paid = agents / (1 - shrinkage)
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="an empty hour" told="keeps one on the phones"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        agents = agents if row["calls"] else 0
        paid = int(np.ceil(agents / (1 - shrinkage) - 1e-9))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="binary noise hires" told="Binary noise hired"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        paid = int(np.ceil(agents / (1 - shrinkage)))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="shares not looked at" told="no number of agents"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if target_share >= 1 or shrinkage == 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        paid = int(np.ceil(agents / (1 - shrinkage) - 1e-9))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="promise to a tenth of a point" told="rounded up to the promise"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"].round(3)
            < target_share
        ):
            agents += 1
        paid = int(np.ceil(agents / (1 - shrinkage) - 1e-9))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% wrong="staffing-plan" name="paid rounded twice" told="part of a person got lost"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not 0 < target_share < 1 or not 0 <= shrinkage < 1:
        raise ValueError("shares")
    rows = []
    for row in hours.to_dict("records"):
        load = row["calls"] * row["handle_s"] / 3600
        agents = int(load) + 1
        while (
            erlang_c(row["calls"], row["handle_s"], agents, target_s)["service_level"]
            < target_share
        ):
            agents += 1
        paid = int(np.ceil(round(agents / (1 - shrinkage), 1)))
        rows.append({"hour": row["hour"], "agents": agents, "paid": paid})
    return pd.DataFrame(rows, columns=["hour", "agents", "paid"])


# %% right="staffing-plan" name="from above, own formula"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if target_share <= 0 or target_share >= 1 or shrinkage < 0 or shrinkage >= 1:
        raise ValueError("shares")

    def level(load, handle, agents):
        term, total = 1.0, 0.0
        for k in range(agents):
            total += term
            term *= load / (k + 1)
        queue = term * agents / (agents - load)
        wait = queue / (queue + total)
        return 1 - wait * np.exp(-(agents - load) * target_s / handle)

    plan = hours[["hour"]].copy()
    found = []
    for calls, handle in zip(hours["calls"], hours["handle_s"], strict=True):
        load = calls * handle / 3600
        agents = int(load) + 60
        while agents - 1 > load and level(load, handle, agents - 1) >= target_share:
            agents -= 1
        found.append(max(agents, 1))
    plan["agents"] = np.array(found, dtype=int)
    plan["paid"] = np.ceil((plan["agents"] / (1 - shrinkage)).round(6)).astype(int)
    return plan


# %% right="staffing-plan" name="paid people counted up"
def staffing_plan(hours, target_share, target_s, shrinkage):
    if not (0 < target_share < 1 and 0 <= shrinkage < 1):
        raise ValueError("shares")

    def fewest(calls, handle_s):
        agents = 1
        while True:
            try:
                if erlang_c(calls, handle_s, agents, target_s)["service_level"] >= target_share:
                    return agents
            except ValueError:
                pass
            agents += 1

    agents = [fewest(c, h) for c, h in zip(hours["calls"], hours["handle_s"], strict=True)]
    paid = []
    for a in agents:
        p = a
        while p * (1 - shrinkage) < a - 1e-9:
            p += 1
        paid.append(p)
    return pd.DataFrame({"paid": paid, "agents": agents, "hour": hours["hour"].to_numpy()})


# %% [markdown]
# ## triage


# %% wrong="triage" name="vulnerable not looked at" told="priority of the others"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 2:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="vulnerable straight to 1" told="more than one step"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = 1
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="priority 0" told="no priority beyond 1"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = priority - 1
        due, left = row["received_on"], weekdays[max(priority, 1)]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="regulator like any channel" told="from the regulator"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "court":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="days of the calendar" told="which days count"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= 1
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="day received counts" told="day received is counted"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        left -= due.weekday() < 5
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5 or left < 0
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="weekend rolls to Monday first" told="Monday is the first weekday"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while due.weekday() > 4:
            due += pd.Timedelta(days=1)
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="days of the old priority" told="days of the old one"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priorities[row["cause"]]]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="ties by the table" told="who comes first then"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due)
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="ties by amount alone" told="who comes first then"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="smaller amount first" told="smaller amount is first"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="vulnerable before date" told="went before an earlier due date"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, -row["vulnerable"], due, -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="date before priority" told="less urgent means less time"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (due, priority, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="ties by id" told="order of the table decides"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"], row["complaint_id"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="unknown cause is last" told="would fall through"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            pass
        priority = priorities.get(row["cause"], 3)
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="Saturday counts" told="Saturday is counted"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 6
        key = (priority, due, -row["vulnerable"], -row["amount_cny"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% wrong="triage" name="ties by the day received" told="day received is no rule"
def triage(complaints, priorities, weekdays):
    rows = []
    for row in complaints.to_dict("records"):
        if row["cause"] not in priorities:
            raise ValueError("no rule")
        priority = priorities[row["cause"]]
        if row["channel"] == "regulator":
            priority = 1
        if row["vulnerable"] == 1:
            priority = max(priority - 1, 1)
        due, left = row["received_on"], weekdays[priority]
        while left:
            due += pd.Timedelta(days=1)
            left -= due.weekday() < 5
        key = (priority, due, -row["vulnerable"], -row["amount_cny"], row["received_on"])
        rows.append((key, row["complaint_id"], priority, due))
    rows = sorted(rows, key=lambda row: row[0])
    return pd.DataFrame(
        [(*row[1:], place) for place, row in enumerate(rows, start=1)],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% right="triage" name="pandas business days"
def triage(complaints, priorities, weekdays):
    table = complaints.reset_index(drop=True)
    priority = table["cause"].map(priorities)
    if priority.isna().any():
        raise ValueError("no rule for a cause")
    priority = priority.astype(int).mask(table["channel"].eq("regulator"), 1)
    priority = (priority - table["vulnerable"].eq(1).astype(int)).clip(lower=1)
    due = [
        day + pd.offsets.BusinessDay(weekdays[p])
        for day, p in zip(table["received_on"], priority, strict=True)
    ]
    table = table[["complaint_id"]].assign(
        priority=priority,
        due_on=pd.Series(due, dtype="datetime64[us]"),
        v=-table["vulnerable"],
        a=-table["amount_cny"],
    )
    order = np.lexsort([table[c] for c in ("a", "v", "due_on", "priority")])
    place = np.empty(len(table), dtype=int)
    place[order] = np.arange(1, len(table) + 1)
    return table.assign(place=place).drop(columns=["v", "a"])


# %% right="triage" name="place by counting who goes before"
def triage(complaints, priorities, weekdays):
    rows = list(complaints.itertuples(index=False))
    if any(row.cause not in priorities for row in rows):
        raise ValueError("cause")
    keys, found = [], []
    for number, row in enumerate(rows):
        priority = 1 if row.channel == "regulator" else priorities[row.cause]
        if row.vulnerable and priority > 1:
            priority -= 1
        days = pd.bdate_range(row.received_on + pd.Timedelta("1D"), periods=weekdays[priority])
        due = days[-1]
        keys.append((priority, due, 1 - row.vulnerable, -row.amount_cny, number))
        found.append((row.complaint_id, priority, due))
    return pd.DataFrame(
        [
            (*row, 1 + sum(other < key for other in keys))
            for row, key in zip(found, keys, strict=True)
        ],
        columns=["complaint_id", "priority", "due_on", "place"],
    )


# %% [markdown]
# ## complaint-risk-ratio


# %% wrong="complaint-risk-ratio" name="odds ratio" told="ratio of the odds"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    ratio = a * (n - c) / (c * (m - a)) if m > a else 1.0
    se = np.sqrt(1 / a + 1 / c + 1 / max(m - a, 1) + 1 / max(n - c, 1))
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio / np.exp(1.96 * se),
        "high": ratio * np.exp(1.96 * se),
    }


# %% wrong="complaint-risk-ratio" name="upside down" told="ratio is upside down"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    ratio = (c / n) / (a / m)
    se = np.sqrt(1 / a - 1 / m + 1 / c - 1 / n)
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio / np.exp(1.96 * se),
        "high": ratio * np.exp(1.96 * se),
    }


# %% wrong="complaint-risk-ratio" name="difference" told="difference of the risks"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    ratio = (a / m) / (c / n)
    se = np.sqrt(1 / a - 1 / m + 1 / c - 1 / n)
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": a / m - c / n,
        "low": ratio / np.exp(1.96 * se),
        "high": ratio * np.exp(1.96 * se),
    }


# %% wrong="complaint-risk-ratio" name="against all customers" told="themselves included"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    ratio = (a / m) / ((a + c) / (m + n))
    se = np.sqrt(1 / a - 1 / m + 1 / c - 1 / n)
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio / np.exp(1.96 * se),
        "high": ratio * np.exp(1.96 * se),
    }


# %% wrong="complaint-risk-ratio" name="leavers who complained" told="other way round"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    m, n = a + c, m + n - a - c
    m, n = int(m), max(int(n), 1)
    ratio = (a / m) / (c / n)
    se = np.sqrt(max(1 / a - 1 / m + 1 / c - 1 / n, 0))
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio / np.exp(1.96 * se),
        "high": ratio * np.exp(1.96 * se),
    }


# %% wrong="complaint-risk-ratio" name="interval not on the log" told="on which scale"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    ratio = (a / m) / (c / n)
    se = np.sqrt(1 / a - 1 / m + 1 / c - 1 / n)
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio - 1.96 * ratio * se,
        "high": ratio + 1.96 * ratio * se,
    }


# %% wrong="complaint-risk-ratio" name="one standard error" told="how many make 95 %"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    ratio = (a / m) / (c / n)
    se = np.sqrt(1 / a - 1 / m + 1 / c - 1 / n)
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio / np.exp(se),
        "high": ratio * np.exp(se),
    }


# %% wrong="complaint-risk-ratio" name="1/n missing" told="1/n are missing or added"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    ratio = (a / m) / (c / n)
    se = np.sqrt(1 / a + 1 / c)
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio / np.exp(1.96 * se),
        "high": ratio * np.exp(1.96 * se),
    }


# %% wrong="complaint-risk-ratio" name="1/n added" told="1/n are missing or added"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if yes.sum() == 0 or no.sum() == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    ratio = (a / m) / (c / n)
    se = np.sqrt(1 / a + 1 / m + 1 / c + 1 / n)
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio / np.exp(1.96 * se),
        "high": ratio * np.exp(1.96 * se),
    }


# %% wrong="complaint-risk-ratio" name="half a customer added" told="needs leavers in both groups"
def complaint_risk_ratio(customers):
    yes = customers.loc[(customers["complained"] == 1).to_numpy(), "left"]
    no = customers.loc[(customers["complained"] == 0).to_numpy(), "left"]
    if len(yes) == 0 or len(no) == 0:
        raise ValueError("no leavers")
    a, m, c, n = yes.sum(), len(yes), no.sum(), len(no)
    if a == 0 or c == 0:
        a, m, c, n = a + 0.5, m + 1, c + 0.5, n + 1
    ratio = (a / m) / (c / n)
    se = np.sqrt(1 / a - 1 / m + 1 / c - 1 / n)
    return {
        "complainers": a / m,
        "others": c / n,
        "risk_ratio": ratio,
        "low": ratio / np.exp(1.96 * se),
        "high": ratio * np.exp(1.96 * se),
    }


# %% right="complaint-risk-ratio" name="crosstab"
def complaint_risk_ratio(customers):
    table = pd.crosstab(customers["complained"].to_numpy(), customers["left"].to_numpy())
    table = table.reindex(index=[0, 1], columns=[0, 1], fill_value=0)
    if (table[1] == 0).any():
        raise ValueError("leavers")
    risk = table[1] / table.sum(axis=1)
    log = np.log(risk[1] / risk[0])
    se = np.sqrt(((1 - risk) / table[1]).sum())
    low, high = np.exp([log - 1.96 * se, log + 1.96 * se])
    return pd.Series(
        {
            "low": low,
            "high": high,
            "risk_ratio": np.exp(log),
            "others": risk[0],
            "complainers": risk[1],
        }
    )


# %% right="complaint-risk-ratio" name="counted in a loop"
def complaint_risk_ratio(customers):
    size, gone = [0, 0], [0, 0]
    for complained, left in customers[["complained", "left"]].to_numpy():
        size[complained] += 1
        gone[complained] += left
    if 0 in gone:
        raise ValueError("nobody left")
    others, complainers = gone[0] / size[0], gone[1] / size[1]
    spread = sum(1 / g - 1 / s for g, s in zip(gone, size, strict=True)) ** 0.5
    factor = 2.718281828459045 ** (1.96 * spread)
    ratio = complainers / others
    return dict(
        complainers=complainers,
        others=others,
        risk_ratio=ratio,
        low=ratio / factor,
        high=ratio * factor,
    )


# %% [markdown]
# ## rank-fixes


# %% wrong="rank-fixes" name="lost twice" told="lost twice"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["complaints"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="handling per customer" told="counted per customer"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["customers"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="avoidable forgotten" told="how much of it does the fix spare"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = work + lost
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="handling only" told="customers who leave"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    table["saving"] = table["avoidable"] * work
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="lost customers only" told="work with each complaint"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * lost
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="avoidable on one part" told="one of the two costs only"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * work + lost
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="by frequency" told="Ranked by frequency"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values("complaints", ascending=False, kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="loss first" told="Ranked by frequency, or the loss first"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[True, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="by saving" told="Ranked by saving"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values("saving", ascending=False, kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="shared ranks" told="docstring breaks every tie"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table["rank"] = table["profit"].rank(ascending=False, method="min").astype(int)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="expensive fix first" told="cheaper fix first"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, False], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="binary noise ranks" told="binary noise"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = table["saving"] - table["fix_cost"]
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="ties by name" told="order of the table decides"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost", "cause"], ascending=[False, True, True])
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="rows not looked at" told="such a cause"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="avoidable not looked at" told="such a cause"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"] * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% wrong="rank-fixes" name="whole leavers" told="rounded to whole people"
def rank_fixes(causes, customer_value):
    table = causes.reset_index(drop=True)
    if (table["customers"] > table["complaints"]).any():
        raise ValueError("counts")
    if ((table["avoidable"] < 0) | (table["avoidable"] > 1)).any():
        raise ValueError("share")
    work = table["complaints"] * table["handling_cost"]
    lost = table["customers"] * table["extra_churn"]
    lost = lost.round() * customer_value
    table["saving"] = table["avoidable"] * (work + lost)
    table["profit"] = (table["saving"] - table["fix_cost"]).round(2)
    table = table.sort_values(["profit", "fix_cost"], ascending=[False, True], kind="stable")
    table["rank"] = np.arange(1, len(table) + 1)
    return table[["cause", "saving", "profit", "rank"]]


# %% right="rank-fixes" name="loop and sorted"
def rank_fixes(causes, customer_value):
    rows = []
    for number, row in enumerate(causes.to_dict("records")):
        if row["customers"] > row["complaints"] or not 0 <= row["avoidable"] <= 1:
            raise ValueError("impossible cause")
        spared = row["avoidable"] * row["complaints"] * row["handling_cost"]
        spared += row["avoidable"] * row["customers"] * row["extra_churn"] * customer_value
        profit = spared - row["fix_cost"]
        rows.append((-round(profit, 2), row["fix_cost"], number, row["cause"], spared, profit))
    return pd.DataFrame(
        [(*row[3:], place) for place, row in enumerate(sorted(rows), start=1)],
        columns=["cause", "saving", "profit", "rank"],
    )


# %% right="rank-fixes" name="NumPy, whole fen"
def rank_fixes(causes, customer_value):
    n, m, cost, churn, part, fix = (
        causes[["complaints", "customers", "handling_cost", "extra_churn", "avoidable", "fix_cost"]]
        .to_numpy(dtype=float)
        .T
    )
    if (m > n).any() or (part < 0).any() or (part > 1).any():
        raise ValueError("impossible cause")
    saving = n * part * cost + m * part * churn * customer_value
    fen = np.rint(100 * (saving - fix)).astype(int)
    rank = np.empty(len(fen), dtype=int)
    rank[np.lexsort([np.arange(len(fen)), fix, -fen])] = np.arange(len(fen)) + 1
    return pd.DataFrame(
        {"rank": rank, "cause": list(causes["cause"]), "profit": fen / 100, "saving": saving}
    )


# %% [markdown]
# ## plot-pareto


# %% wrong="plot-pareto" name="not sorted" told="cumulative"
def plot_pareto(amounts):
    shares = amounts / amounts.sum()
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.cumsum().to_numpy(), color="black", label="cumulative")
    ax.legend()
    ax.set(xlabel="Cause", ylabel="Share", title="Few causes make most of the trouble")
    return ax


# %% wrong="plot-pareto" name="smallest first" told="cumulative"
def plot_pareto(amounts):
    shares = amounts.sort_values(ascending=True, kind="stable") / amounts.sum()
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.cumsum().to_numpy(), color="black", label="cumulative")
    ax.legend()
    ax.set(xlabel="Cause", ylabel="Share", title="Few causes make most of the trouble")
    return ax


# %% wrong="plot-pareto" name="counts instead of shares" told="cumulative"
def plot_pareto(amounts):
    shares = amounts.sort_values(ascending=False, kind="stable")
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.cumsum().to_numpy(), color="black", label="cumulative")
    ax.legend()
    ax.set(xlabel="Cause", ylabel="Share", title="Few causes make most of the trouble")
    return ax


# %% wrong="plot-pareto" name="percent" told="cumulative"
def plot_pareto(amounts):
    shares = amounts.sort_values(ascending=False, kind="stable") / amounts.sum() * 100
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.cumsum().to_numpy(), color="black", label="cumulative")
    ax.legend()
    ax.set(xlabel="Cause", ylabel="Share", title="Few causes make most of the trouble")
    return ax


# %% wrong="plot-pareto" name="no running total" told="cumulative"
def plot_pareto(amounts):
    shares = amounts.sort_values(ascending=False, kind="stable") / amounts.sum()
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.to_numpy(), color="black", label="cumulative")
    ax.legend()
    ax.set(xlabel="Cause", ylabel="Share", title="Few causes make most of the trouble")
    return ax


# %% wrong="plot-pareto" name="no line" told="cumulative"
def plot_pareto(amounts):
    shares = amounts.sort_values(ascending=False, kind="stable") / amounts.sum()
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.set(xlabel="Cause", ylabel="Share", title="Few causes make most of the trouble")
    return ax


# %% wrong="plot-pareto" name="no title" told="without a title"
def plot_pareto(amounts):
    shares = amounts.sort_values(ascending=False, kind="stable") / amounts.sum()
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.cumsum().to_numpy(), color="black", label="cumulative")
    ax.legend()
    ax.set(xlabel="Cause", ylabel="Share")
    return ax


# %% wrong="plot-pareto" name="line without a name" told="without its name"
def plot_pareto(amounts):
    shares = amounts.sort_values(ascending=False, kind="stable") / amounts.sum()
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.cumsum().to_numpy(), color="black")
    ax.set(xlabel="Cause", ylabel="Share", title="Few causes make most of the trouble")
    return ax


# %% wrong="plot-pareto" name="y axis without words" told="y label is missing"
def plot_pareto(amounts):
    shares = amounts.sort_values(ascending=False, kind="stable") / amounts.sum()
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.cumsum().to_numpy(), color="black", label="cumulative")
    ax.legend()
    ax.set(xlabel="Cause", title="Few causes make most of the trouble")
    return ax


# %% wrong="plot-pareto" name="ties turned round" told="equal amounts"
def plot_pareto(amounts):
    shares = amounts.iloc[::-1].sort_values(ascending=False, kind="stable") / amounts.sum()
    names = list(shares.index)
    _, ax = plt.subplots()
    ax.bar(names, shares.to_numpy())
    ax.plot(names, shares.cumsum().to_numpy(), color="black", label="cumulative")
    ax.legend()
    ax.set(xlabel="Cause", ylabel="Share", title="Few causes make most of the trouble")
    return ax


# %% right="plot-pareto" name="pyplot, numbers and tick labels"
def plot_pareto(amounts):
    pairs = sorted(amounts.items(), key=lambda pair: -pair[1])
    total = sum(value for _, value in pairs)
    x = range(len(pairs))
    plt.figure()
    plt.bar(x, [value / total for _, value in pairs])
    so_far = np.cumsum([value for _, value in pairs]) / total
    plt.plot(x, so_far, "k.-")
    plt.annotate("cumulative", (len(pairs) - 1, so_far[-1]))
    plt.xticks(x, [name for name, _ in pairs])
    plt.ylabel("share of all")
    plt.title("Pareto chart")
    return plt.gca()


# %% right="plot-pareto" name="pandas plots"
def plot_pareto(amounts):
    table = amounts.to_frame("share").sort_values("share", ascending=False, kind="stable")
    table["share"] /= table["share"].sum()
    table["cumulative"] = table["share"].cumsum()
    _, ax = plt.subplots()
    table["share"].plot.bar(ax=ax, color="0.7")
    table["cumulative"].plot(ax=ax, legend=True)
    ax.set_ylabel("Share of complaints")
    ax.set_title("The first causes make most of it")
    return ax
