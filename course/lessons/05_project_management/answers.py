# %% [markdown]
# The answer catalogue of notebook 05: wrong answers that students write, and right ones built
# differently. `cardpm prove 05` runs every answer against the lesson's checks.


# %% [markdown]
# ## critical-path


# %% wrong="critical-path" name="one task after the other" told="one after the other"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = sum(weeks[s] for s in start)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="the project starts in week 1" told="starts it at 0"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=1)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="waits for the first predecessor" told="for whom must it wait"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = min([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="loose ends end early" told="Nobody waits for the training"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    late = {}
    for t in order[::-1]:
        late[t] = min(
            [late[s] - weeks[s] for s in order if t in before[s]], default=start[t] + weeks[t]
        )
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="backward pass with max" told="in a hurry"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = max([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="slack from start to finish" told="from which two dates"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - weeks[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="free slack" told="delay nobody"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["slack"] = [
        min([start[s] for s in order if t in before[s]], default=end) - start[t] - weeks[t]
        for t in order
    ]
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="exact comparison with zero" told="fractions have the same sum"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"] == 0
    return table


# %% wrong="critical-path" name="under a tenth of a week is critical" told="thousandth of a week"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 0.1
    return table


# %% wrong="critical-path" name="the same name counts once" told="twice in the plan"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="unknown predecessors are skipped" told="unknown task ends"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        before = {t: [b for b in names if b in weeks] for t, names in before.items()}
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="a circle starts at once" told="never start"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            ready = todo[:1]
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t] if b in start], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min(
            [late[s] - weeks[s] for s in order if t in before[s] and s in late], default=end
        )
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="negative durations are taken" told="less than no time"
def critical_path(tasks):
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% wrong="critical-path" name="sorts the plan it got" told="Work on a copy"
def critical_path(tasks):
    tasks.sort_values("weeks", inplace=True)
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    if tasks["task"].duplicated().any() or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    if any(b not in weeks for names in before.values() for b in names):
        raise ValueError("unknown predecessor")
    start, todo = {}, list(weeks)
    while todo:
        ready = [t for t in todo if all(b in start for b in before[t])]
        if not ready:
            raise ValueError("circle")
        for t in ready:
            start[t] = max([start[b] + weeks[b] for b in before[t]], default=0)
        todo = [t for t in todo if t not in start]
    order = list(start)
    end = max([start[t] + weeks[t] for t in order], default=0)
    late = {}
    for t in order[::-1]:
        late[t] = min([late[s] - weeks[s] for s in order if t in before[s]], default=end)
    rows = [
        (
            t,
            start[t],
            start[t] + weeks[t],
            late[t] - weeks[t],
            late[t],
            late[t] - start[t] - weeks[t],
        )
        for t in order
    ]
    names = "task earliest_start earliest_finish latest_start latest_finish slack"
    table = pd.DataFrame(rows, columns=names.split())
    table["critical"] = table["slack"].abs() < 1e-6
    return table


# %% right="critical-path" name="recursion with a memory"
def critical_path(tasks):
    plan = {row.task: row for row in tasks.itertuples()}
    if len(plan) != len(tasks):
        raise ValueError("twice")
    after = {name: [] for name in plan}
    for name, row in plan.items():
        if row.weeks < 0:
            raise ValueError("negative")
        for b in row.predecessors:
            if b not in plan:
                raise ValueError(f"{b} unknown")
            after[b].append(name)
    ends, limits = {}, {}

    def end(name, way=()):
        if name in way:
            raise ValueError("circle")
        if name not in ends:
            before = [end(b, (*way, name)) for b in plan[name].predecessors]
            ends[name] = max([0, *before]) + plan[name].weeks
        return ends[name]

    total = max([end(name) for name in plan], default=0)

    def limit(name):
        if name not in limits:
            limits[name] = min([total, *(limit(s) - plan[s].weeks for s in after[name])])
        return limits[name]

    table = pd.DataFrame({"task": list(plan)})
    weeks = np.array([row.weeks for row in plan.values()], dtype=float)
    table["earliest_finish"] = np.array([end(name) for name in plan], dtype=float)
    table["latest_finish"] = np.array([limit(name) for name in plan], dtype=float)
    table["earliest_start"] = table["earliest_finish"] - weeks
    table["latest_start"] = table["latest_finish"] - weeks
    table["slack"] = (table["latest_start"] - table["earliest_start"]).round(8)
    table["critical"] = table["slack"] == 0
    return table


# %% right="critical-path" name="relaxation until nothing moves"
def critical_path(tasks):
    names = tasks["task"].tolist()
    if len(set(names)) < len(names) or (tasks["weeks"] < 0).any():
        raise ValueError("plan")
    place = {name: k for k, name in enumerate(names)}
    weeks = tasks["weeks"].to_numpy(dtype=float)
    try:
        links = [(place[b], k) for k, before in enumerate(tasks["predecessors"]) for b in before]
    except KeyError as missing:
        raise ValueError(f"unknown {missing}") from None
    early = np.zeros(len(names))
    for _ in range(len(names)):
        for a, b in links:
            early[b] = max(early[b], early[a] + weeks[a])
    if any(early[b] < early[a] + weeks[a] for a, b in links):
        raise ValueError("circle")
    seen = set()
    while len(seen) < len(names):
        free = {b for b in range(len(names)) if all(a in seen for a, c in links if c == b)}
        if free <= seen:
            raise ValueError("circle of milestones")
        seen |= free
    end = (early + weeks).max() if names else 0.0
    late = np.full(len(names), end)
    for _ in range(len(names)):
        for a, b in links:
            late[a] = min(late[a], late[b] - weeks[b])
    return pd.DataFrame(
        {
            "critical": late - weeks - early < 1e-6,
            "slack": late - weeks - early,
            "latest_finish": late,
            "latest_start": late - weeks,
            "earliest_finish": early + weeks,
            "earliest_start": early,
            "task": names,
        }
    )


# %% [markdown]
# ## plot-gantt


# %% wrong="plot-gantt" name="all bars begin at zero" told="All bars begin at 0"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, color=face[row["critical"]])
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="as long as the finish date" told="how long does the task take"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, left=row["earliest_start"], color=face[row["critical"]])
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="latest dates" told="latest dates"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, left=row["latest_start"], color=face[row["critical"]])
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="one colour" told="All bars have one colour"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        ax.barh(row["task"], length, left=row["earliest_start"], color="tab:blue")
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="a colour per task" told="more than two colours"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for k, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        ax.barh(row["task"], length, left=row["earliest_start"], color=f"C{k}")
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="first task at the bottom" told="stands higher"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, left=row["earliest_start"], color=face[row["critical"]])
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="in the order of the table" told="stands higher"
def plot_gantt(schedule):
    table = schedule.reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, left=row["earliest_start"], color=face[row["critical"]])
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="colour is not explained" told="says what the colour means"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, left=row["earliest_start"], color=face[row["critical"]])
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan")
    return ax


# %% wrong="plot-gantt" name="slack drawn as bars" told="more bars than tasks"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, left=row["earliest_start"], color=face[row["critical"]])
    ax.barh(table["task"], table["slack"], left=table["earliest_finish"], color="0.8")
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="no week on the axis" told="axis"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, left=row["earliest_start"], color=face[row["critical"]])
    ax.invert_yaxis()
    ax.set_xlabel("Time")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="numbers instead of names" told="no task's name"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for k, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(k, length, left=row["earliest_start"], color=face[row["critical"]])
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="returns nothing" told="return"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.barh(row["task"], length, left=row["earliest_start"], color=face[row["critical"]])
    ax.invert_yaxis()
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    plt.show()


# %% wrong="plot-gantt" name="vertical bars" told="no task's name"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start").reset_index(drop=True)
    _, ax = plt.subplots()
    for _, row in table.iterrows():
        length = row["earliest_finish"] - row["earliest_start"]
        face = {True: "tab:red", False: "tab:blue"}
        ax.bar(row["task"], length, bottom=row["earliest_start"], color=face[row["critical"]])
    ax.set_xlabel("Week")
    ax.set_title("Launch plan, critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="axis ends too early" told="cut off"
def plot_gantt(schedule):
    rows = schedule.sort_values("earliest_start", ascending=False)
    _, ax = plt.subplots()
    colours = np.where(rows["critical"], "red", "blue")
    weeks = rows["earliest_finish"] - rows["earliest_start"]
    ax.barh(rows["task"], weeks, left=rows["earliest_start"], color=colours)
    ax.set_xlim(0, 5)
    ax.set(xlabel="Week", title="Critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="rows out of view" told="nobody sees"
def plot_gantt(schedule):
    rows = schedule.sort_values("earliest_start", ascending=False)
    _, ax = plt.subplots()
    colours = np.where(rows["critical"], "red", "blue")
    weeks = rows["earliest_finish"] - rows["earliest_start"]
    ax.barh(rows["task"], weeks, left=rows["earliest_start"], color=colours)
    ax.set_ylim(3.5, 6.5)
    ax.set(xlabel="Week", title="Critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="tasks with slack can't be seen" told="nobody sees"
def plot_gantt(schedule):
    rows = schedule.sort_values("earliest_start", ascending=False)
    _, ax = plt.subplots()
    colours = np.where(rows["critical"], "red", "none")
    weeks = rows["earliest_finish"] - rows["earliest_start"]
    ax.barh(rows["task"], weeks, left=rows["earliest_start"], color=colours)
    ax.set(xlabel="Week", title="Critical tasks in red")
    return ax


# %% wrong="plot-gantt" name="names in another order" told="its own task's"
def plot_gantt(schedule):
    rows = schedule.sort_values("earliest_start", ascending=False)
    _, ax = plt.subplots()
    colours = np.where(rows["critical"], "red", "blue")
    weeks = rows["earliest_finish"] - rows["earliest_start"]
    ax.barh(range(len(rows)), weeks, left=rows["earliest_start"], color=colours)
    ax.set_yticks(range(len(rows)), sorted(rows["task"]))
    ax.set(xlabel="Week", title="Critical tasks in red")
    return ax


# %% right="plot-gantt" name="stacked on bars without colour"
def plot_gantt(schedule):
    rows = schedule.sort_values("earliest_start", ascending=False)
    weeks = rows["earliest_finish"] - rows["earliest_start"]
    _, ax = plt.subplots()
    ax.barh(rows["task"], rows["earliest_start"], color="none")
    colours = [VERMILION if critical else BLUE for critical in rows["critical"]]
    ax.barh(rows["task"], weeks, left=rows["earliest_start"], color=colours)
    ax.set(xlabel="Project week", title="Critical tasks in red")
    return ax


# %% right="plot-gantt" name="broken bars with a figure"
def plot_gantt(schedule):
    table = schedule.sort_values("earliest_start", ascending=False)
    fig, ax = plt.subplots(figsize=(9, 4))
    for k, row in enumerate(table.itertuples()):
        length = row.earliest_finish - row.earliest_start
        face = "#D55E00" if row.critical else "#56B4E9"
        ax.broken_barh([(row.earliest_start, length)], (k - 0.4, 0.8), facecolors=face)
    ax.set_yticks(range(len(table)))
    ax.set_yticklabels(table["task"])
    ax.set(xlabel="weeks", title="Plan")
    ax.text(0, -0.9, "orange: critical")
    return fig


# %% right="plot-gantt" name="two series with a legend"
def plot_gantt(schedule):
    table = schedule.sort_values(["earliest_start", "task"]).reset_index(drop=True)
    plt.figure()
    for critical, name in [(True, "Critical"), (False, "Can wait")]:
        part = table[table["critical"] == critical]
        plt.barh(
            part.index,
            part["earliest_finish"] - part["earliest_start"],
            0.6,
            part["earliest_start"],
            label=name,
        )
    plt.yticks(table.index, table["task"])
    plt.gca().invert_yaxis()
    plt.legend()
    plt.xlabel("Week")
    plt.title("Gantt chart")
    return plt.gca()


# %% right="plot-gantt" name="names written at the bars"
def plot_gantt(schedule):
    order = schedule["earliest_start"].to_numpy().argsort()[::-1]
    _, ax = plt.subplots()
    for level, k in enumerate(order):
        row = schedule.iloc[k]
        fill = ("#009E73", "#000000")[int(row["critical"])]
        ax.barh(
            level,
            row["earliest_finish"] - row["earliest_start"],
            left=row["earliest_start"],
            color=fill,
        )
        ax.text(row["earliest_finish"], level, row["task"], va="center")
    ax.set_yticks([])
    ax.set_xlabel("Week of the project")
    ax.set_title("Black bars are critical")
    return ax


# %% [markdown]
# ## finish-probability


# %% wrong="finish-probability" name="three equal weights" told="weight has the likely one"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + row.likely + row.pessimistic) / 3
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="deviations are added" told="what adds up for independent"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = (row.pessimistic - row.optimistic) / 6
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    sd = var
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="variance instead of its root" told="in squared weeks"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    sd = var
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="chance to be late" told="chance to be late"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((expected - deadline) / sd),
    }


# %% wrong="finish-probability" name="variance of all tasks" told="variance of all tasks"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    var = sum(((r.pessimistic - r.optimistic) / 6) ** 2 for r in plan.values())
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="every task on the path" told="on the longest path"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [list(paths.values())[-1]] if paths else [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="path of the likely durations" told="longest expected ones"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0, 0)]
        best = max(options, key=lambda p: p[-1])
        paths[name] = (best[0] + mean, best[1] + var, best[-1] + row.likely)
    expected, var, _ = max(paths.values(), key=lambda p: p[-1])
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="the more certain of two paths" told="one more certain"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), -p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), -p[1]))
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="whichever path comes first" told="same length"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: p[0])
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: p[0])
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="equal to the last bit only" told="same sum"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: p)
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: p)
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="the last row is the end" told="end of the last row"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = paths[tasks["task"].iloc[-1]]
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="divides by no variance" told="certain tasks"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    sd = var**0.5
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="estimates are not checked" told="contradict each other"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if row.optimistic < 0:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="percent" told="probability"
def finish_probability(tasks, deadline):
    plan = {row.task: row for row in tasks.itertuples()}
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")
    paths = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        mean = (row.optimistic + 4 * row.likely + row.pessimistic) / 6
        var = ((row.pessimistic - row.optimistic) / 6) ** 2
        options = [paths[b] for b in row.predecessors] or [(0, 0)]
        best = max(options, key=lambda p: (round(p[0], 6), p[1]))
        paths[name] = (best[0] + mean, best[1] + var)
    expected, var = max(paths.values(), key=lambda p: (round(p[0], 6), p[1]))
    sd = var**0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {
        "expected": expected,
        "sd": sd,
        "probability": 100 * NormalDist().cdf((deadline - expected) / sd),
    }


# %% wrong="finish-probability" name="the first loose end is the end" told="first of them"
def finish_probability(tasks, deadline):
    three = tasks[["optimistic", "likely", "pessimistic"]]
    if (three < 0).any(axis=None) or (three.diff(axis=1) < 0).any(axis=None):
        raise ValueError("estimates contradict each other")
    plan, longest = tasks.set_index("task"), {}
    for task in TopologicalSorter(plan["predecessors"].to_dict()).static_order():
        low, likely, high = plan.loc[task, ["optimistic", "likely", "pessimistic"]]
        before = [longest[p] for p in plan.at[task, "predecessors"]]
        length, variance = max(before, default=(0.0, 0.0))
        length = round(length + (low + 4 * likely + high) / 6, 7)
        longest[task] = (length, variance + ((high - low) / 6) ** 2)
    waited_for = {p for before in tasks["predecessors"] for p in before}
    end = next(task for task in tasks["task"] if task not in waited_for)
    expected, variance = longest[end]
    if variance == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    chance = NormalDist(expected, variance**0.5).cdf(deadline)
    return {"expected": expected, "sd": variance**0.5, "probability": chance}


# %% right="finish-probability" name="all paths listed"
def finish_probability(tasks, deadline):
    low, likely, high = (tasks[c].to_numpy(float) for c in ("optimistic", "likely", "pessimistic"))
    if (low < 0).any() or (np.diff([low, likely, high], axis=0) < 0).any():
        raise ValueError("estimates")
    mean = dict(zip(tasks["task"], (low + 4 * likely + high) / 6, strict=True))
    spread = dict(zip(tasks["task"], (high - low) ** 2 / 36, strict=True))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))

    def ways(name):
        if not before[name]:
            return [[name]]
        return [[*way, name] for b in before[name] for way in ways(b)]

    every = [(sum(mean[t] for t in w), sum(spread[t] for t in w)) for n in before for w in ways(n)]
    longest = max(length for length, _ in every)
    variance = max(v for length, v in every if length > longest - 1e-7)
    if variance == 0:
        chance = 1.0 if longest <= deadline + 1e-9 else 0.0
    else:
        chance = NormalDist(longest, np.sqrt(variance)).cdf(deadline)
    return pd.Series({"expected": longest, "sd": np.sqrt(variance), "probability": chance})


# %% right="finish-probability" name="error function and a critical path"
def finish_probability(tasks, deadline):
    from math import erf, sqrt

    triple = tasks[["optimistic", "likely", "pessimistic"]]
    if (triple.diff(axis=1).iloc[:, 1:] < 0).any().any() or (triple["optimistic"] < 0).any():
        raise ValueError("estimates")
    weeks = triple.mul([1, 4, 1]).sum(axis=1) / 6
    plan = critical_path(tasks.assign(weeks=weeks))
    finish = plan.set_index("task")["earliest_finish"]
    critical = set(plan.loc[plan["critical"], "task"])
    rows = {r.task: r for r in tasks.itertuples()}
    start = plan.set_index("task")["earliest_start"]

    def most(name):
        own = (rows[name].pessimistic - rows[name].optimistic) ** 2 / 36
        tight = [
            b
            for b in rows[name].predecessors
            if b in critical and abs(finish[b] - start[name]) < 1e-6
        ]
        return own + max((most(b) for b in tight), default=0)

    total = finish.max()
    sd = sqrt(max(most(n) for n in critical if abs(finish[n] - total) < 1e-6))
    if sd < 1e-12:
        return {"expected": total, "sd": 0, "probability": int(total <= deadline)}
    chance = round(0.5 * (1 + erf((deadline - total) / sd / sqrt(2))), 4)
    return {"expected": total, "sd": sd, "probability": chance}


# %% wrong="finish-probability" name="all critical tasks" told="paths of the same length"
def finish_probability(tasks, deadline):
    o, m, p = tasks["optimistic"], tasks["likely"], tasks["pessimistic"]
    if ((o < 0) | (o > m) | (m > p)).any():
        raise ValueError("estimates")
    plan = critical_path(tasks.assign(weeks=(o + 4 * m + p) / 6)).set_index("task")
    critical = plan.loc[list(tasks["task"]), "critical"].to_numpy()
    expected = plan["earliest_finish"].max()
    sd = (((p - o) / 6) ** 2).to_numpy()[critical].sum() ** 0.5
    if sd == 0:
        return {"expected": expected, "sd": 0.0, "probability": float(expected <= deadline)}
    return {"expected": expected, "sd": sd, "probability": NormalDist(expected, sd).cdf(deadline)}


# %% [markdown]
# ## simulate-schedule


# %% wrong="simulate-schedule" name="triangular durations" told="triangular"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        d = np.full(runs, float(o))
        if p > o:
            d = rng.triangular(o, m, p, runs).round(9)
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="normal durations" told="normal distributions"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        d = rng.normal((o + 4 * m + p) / 6, (p - o) / 6, runs)
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="shapes swapped" told="shapes swapped"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (p - m) / (p - o), 1 + 4 * (m - o) / (p - o), runs)
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="one path only" told="one team alone"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors[:1]:
            start = ends[b]
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return ends[name]


# %% wrong="simulate-schedule" name="one after the other" told="who of them waits for whom"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        if ends:
            start = list(ends.values())[-1]
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="starts with the first team" told="when the first team is ready"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        if plan[name].predecessors:
            start = np.min([ends[b] for b in plan[name].predecessors], axis=0)
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return ends[name]


# %% wrong="simulate-schedule" name="same luck for all tasks" told="one team alone"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    seed = int(rng.integers(1_000_000))
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * np.random.default_rng(seed).beta(
                1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs
            )
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="a generator of its own" told="equal generators"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    rng = np.random.default_rng(42)
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="the global generator" told="equal generators"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    rng = np.random
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="the last row is the end" told="of a single task"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return ends[tasks["task"].iloc[-1]]


# %% wrong="simulate-schedule" name="the last in order is the end" told="not the last row"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return ends[name]


# %% wrong="simulate-schedule" name="whole weeks" told="finishes are whole weeks"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + np.round(d)
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="the mean of the runs" told="20,000"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return [np.max(np.array(list(ends.values())), axis=0).mean()]


# %% wrong="simulate-schedule" name="estimates are not checked" told="contradict each other"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="no runs are taken" told="nothing to return"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        return np.array([])
    plan = {row.task: row for row in tasks.itertuples()}
    ends = {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if o < 0 or o > m or m > p:
            raise ValueError("estimates")
        start = np.zeros(runs)
        for b in plan[name].predecessors:
            start = np.maximum(start, ends[b])
        if p == o:
            d = np.full(runs, o, dtype=float)
        else:
            d = o + (p - o) * rng.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        ends[name] = start + d
    return np.max(np.array(list(ends.values())), axis=0)


# %% wrong="simulate-schedule" name="the first loose end is the end" told="first of them"
def simulate_schedule(tasks, runs, rng):
    three = tasks[["optimistic", "likely", "pessimistic"]]
    if runs < 1 or (three < 0).any(axis=None) or (three.diff(axis=1) < 0).any(axis=None):
        raise ValueError("no runs, or estimates contradict each other")
    plan, finish = tasks.set_index("task"), {}
    for task in TopologicalSorter(plan["predecessors"].to_dict()).static_order():
        low, likely, high = plan.loc[task, ["optimistic", "likely", "pessimistic"]]
        weeks = np.full(runs, float(low))
        if high > low:
            up, down = (likely - low) / (high - low), (high - likely) / (high - low)
            weeks += (high - low) * rng.beta(1 + 4 * up, 1 + 4 * down, runs)
        before = [finish[p] for p in plan.at[task, "predecessors"]]
        finish[task] = (np.max(before, axis=0) if before else 0) + weeks
    waited_for = {p for before in tasks["predecessors"] for p in before}
    end = next(task for task in tasks["task"] if task not in waited_for)
    return finish[end]


# %% right="simulate-schedule" name="one run after the other"
def simulate_schedule(tasks, runs, rng):
    if runs <= 0:
        raise ValueError("runs")
    plan = {}
    for t, b, o, m, p in zip(
        tasks["task"],
        tasks["predecessors"],
        tasks["optimistic"],
        tasks["likely"],
        tasks["pessimistic"],
        strict=True,
    ):
        if not 0 <= o <= m <= p:
            raise ValueError("estimates")
        width = p - o
        shapes = (1 + 4 * (m - o) / width, 1 + 4 * (p - m) / width) if width else None
        plan[t] = (b, o, width, shapes)
    order = list(TopologicalSorter({t: row[0] for t, row in plan.items()}).static_order())
    finishes = []
    for _ in range(runs):
        end = {}
        for t in order:
            before, o, width, shapes = plan[t]
            end[t] = max([end[b] for b in before], default=0) + o
            if shapes:
                end[t] += width * rng.beta(*shapes)
        finishes.append(max(end.values()))
    return finishes


# %% right="simulate-schedule" name="a table of draws, one column per task"
def simulate_schedule(tasks, runs, rng):
    low, likely, high = (tasks[c].to_numpy(float) for c in ("optimistic", "likely", "pessimistic"))
    if runs < 1 or (low < 0).any() or (low > likely).any() or (likely > high).any():
        raise ValueError("input")
    width = np.where(high > low, high - low, 1.0)
    draws = rng.beta(
        1 + 4 * (likely - low) / width, 1 + 4 * (high - likely) / width, (runs, len(low))
    )
    durations = pd.DataFrame(low + (high - low) * draws, columns=list(tasks["task"]))
    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    ends = pd.DataFrame(index=durations.index)
    while ends.shape[1] < len(before):
        for name in before:
            if name not in ends and all(b in ends for b in before[name]):
                start = ends[list(before[name])].max(axis=1) if before[name] else 0
                ends[name] = start + durations[name]
    return ends.max(axis=1)


# %% right="simulate-schedule" name="beta from two gammas"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    rows = tasks.set_index("task")
    ends = {}

    def end(name):
        if name not in ends:
            o, m, p = rows.loc[name, ["optimistic", "likely", "pessimistic"]].astype(float)
            if not 0 <= o <= m <= p:
                raise ValueError("estimates")
            start = [end(b) for b in rows.at[name, "predecessors"]]
            ready = np.max(start, axis=0) if start else np.zeros(runs)
            share = 0.0
            if p > o:
                up = rng.gamma(1 + 4 * (m - o) / (p - o), size=runs)
                down = rng.gamma(1 + 4 * (p - m) / (p - o), size=runs)
                share = up / (up + down)
            ends[name] = ready + o + (p - o) * share
        return ends[name]

    return np.max([end(name) for name in rows.index], axis=0)


# %% wrong="simulate-schedule" name="own draws for each path" told="two paths behind a shared task"
def simulate_schedule(tasks, runs, rng):
    plan = {row.task: row for row in tasks.itertuples()}
    if runs < 1:
        raise ValueError("runs")
    for row in plan.values():
        if not 0 <= row.optimistic <= row.likely <= row.pessimistic:
            raise ValueError("estimates")

    def end(name):
        row = plan[name]
        o, width = row.optimistic, row.pessimistic - row.optimistic
        start = np.max([np.zeros(runs), *[end(b) for b in row.predecessors]], axis=0)
        if width == 0:
            return start + o
        up = 1 + 4 * (row.likely - o) / width
        return start + o + width * rng.beta(up, 6 - up, runs)

    last = [n for n in plan if not any(n in row.predecessors for row in plan.values())]
    return np.max([end(name) for name in last], axis=0)


# %% wrong="simulate-schedule" name="beta with the variance of PERT" told="a chain of three tasks"
def simulate_schedule(tasks, runs, rng):
    if runs < 1:
        raise ValueError("runs")
    ends = {}
    plan = {row.task: row for row in tasks.itertuples()}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        o, m, p = plan[name].optimistic, plan[name].likely, plan[name].pessimistic
        if not 0 <= o <= m <= p:
            raise ValueError("estimates")
        ends[name] = np.max([np.zeros(runs), *[ends[b] for b in plan[name].predecessors]], axis=0)
        if p > o:
            share = ((o + 4 * m + p) / 6 - o) / (p - o)
            size = share * (1 - share) * 36 - 1
            draws = rng.beta(share * size, (1 - share) * size, runs)
            ends[name] = ends[name] + o + (p - o) * draws
        else:
            ends[name] = ends[name] + o
    return np.max(list(ends.values()), axis=0)


# %% [markdown]
# ## crash-schedule


# %% wrong="crash-schedule" name="counts weeks, not money" told="cheaper set of weeks"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(bought[t] for t in weeks)
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return best[1]


# %% wrong="crash-schedule" name="price per task, not per week" told="two ends, many weeks"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] for t in weeks if bought[t])
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return best[1]


# %% wrong="crash-schedule" name="as short as possible" told="shorter than asked"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return {t: weeks[t] - least[t] for t in weeks}


# %% wrong="crash-schedule" name="before the deadline" told="shorter than asked"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) < deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return best[1]


# %% wrong="crash-schedule" name="the new durations" told="new durations"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return {t: weeks[t] - best[1][t] for t in weeks}


# %% wrong="crash-schedule" name="only what is bought" told="stays as planned gets a 0"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return {t: n for t, n in best[1].items() if n}


# %% wrong="crash-schedule" name="the longest task ends the project" told="two ends"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return end[order[-1]]

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return best[1]


# %% wrong="crash-schedule" name="one week at most" told="cheaper set of weeks"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(min(int(weeks[t] - least[t]), 1) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        return dict.fromkeys(weeks, 1)
    return best[1]


# %% wrong="crash-schedule" name="as near as it gets" told="project takes longer"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        return {t: weeks[t] - least[t] for t in weeks}
    return best[1]


# %% wrong="crash-schedule" name="half a week more is fine" told="between two weeks"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) <= np.ceil(deadline) and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return best[1]


# %% wrong="crash-schedule" name="the first critical path only" told="longest after the first cut"
def crash_schedule(tasks, deadline):
    plan = critical_path(tasks)
    bought = dict.fromkeys(tasks["task"], 0)
    short = plan["earliest_finish"].max() - deadline
    critical = set(plan.loc[plan["critical"], "task"])
    for row in tasks.sort_values("crash_cost").itertuples():
        if row.task in critical and short > 0:
            bought[row.task] = int(min(row.weeks - row.min_weeks, np.ceil(short)))
            short -= bought[row.task]
    if short > 0:
        raise ValueError("too early")
    return bought


# %% wrong="crash-schedule" name="the cheapest tasks anywhere" told="who waits for C"
def crash_schedule(tasks, deadline):
    bought = dict.fromkeys(tasks["task"], 0)
    short = critical_path(tasks)["earliest_finish"].max() - deadline
    for row in tasks.sort_values("crash_cost").itertuples():
        if short > 0:
            bought[row.task] = int(min(row.weeks - row.min_weeks, np.ceil(short)))
            short -= bought[row.task]
    if short > 0:
        raise ValueError("too early")
    return bought


# %% wrong="crash-schedule" name="week by week, never taken back" told="first step buys in vain"
def crash_schedule(tasks, deadline):
    from itertools import combinations

    names = list(tasks["task"])
    left = dict(zip(names, tasks["weeks"] - tasks["min_weeks"], strict=True))
    price = dict(zip(names, tasks["crash_cost"], strict=True))
    bought = dict.fromkeys(names, 0)

    def finish(extra=()):
        weeks = [w - bought[t] - (t in extra) for t, w in zip(names, tasks["weeks"], strict=True)]
        return critical_path(tasks.assign(weeks=weeks))["earliest_finish"].max()

    while finish() > deadline:
        now = finish()
        free = [t for t in names if left[t] - bought[t] > 0]
        sets = [
            s for n in range(1, len(free) + 1) for s in combinations(free, n) if finish(s) < now
        ]
        if not sets:
            raise ValueError("too early")
        for t in min(sets, key=lambda s: sum(price[t] for t in s)):
            bought[t] += 1
    return bought


# %% wrong="crash-schedule" name="week by week, one task at a time" told="cheaper set of weeks"
def crash_schedule(tasks, deadline):
    from itertools import combinations

    names = list(tasks["task"])
    left = dict(zip(names, tasks["weeks"] - tasks["min_weeks"], strict=True))
    price = dict(zip(names, tasks["crash_cost"], strict=True))
    bought = dict.fromkeys(names, 0)

    def finish(extra=()):
        weeks = [w - bought[t] - (t in extra) for t, w in zip(names, tasks["weeks"], strict=True)]
        return critical_path(tasks.assign(weeks=weeks))["earliest_finish"].max()

    while finish() > deadline:
        now = finish()
        free = [t for t in names if left[t] - bought[t] > 0]
        sets = [s for n in range(1, 2) for s in combinations(free, n) if finish(s) < now]
        if not sets:
            raise ValueError("too early")
        for t in min(sets, key=lambda s: sum(price[t] for t in s)):
            bought[t] += 1
    return bought


# %% wrong="crash-schedule" name="shorter than a task can be" told="takes longer"
def crash_schedule(tasks, deadline):
    from itertools import combinations

    names = list(tasks["task"])
    left = dict(zip(names, tasks["weeks"], strict=True))
    price = dict(zip(names, tasks["crash_cost"], strict=True))
    bought = dict.fromkeys(names, 0)

    def finish(extra=()):
        weeks = [w - bought[t] - (t in extra) for t, w in zip(names, tasks["weeks"], strict=True)]
        return critical_path(tasks.assign(weeks=weeks))["earliest_finish"].max()

    while finish() > deadline:
        now = finish()
        free = [t for t in names if left[t] - bought[t] > 0]
        sets = [s for n in range(1, 3) for s in combinations(free, n) if finish(s) < now]
        if not sets:
            raise ValueError("too early")
        for t in min(sets, key=lambda s: sum(price[t] for t in s)):
            bought[t] += 1
    return bought


# %% right="crash-schedule" name="every combination"
def crash_schedule(tasks, deadline):
    from itertools import product

    before = dict(zip(tasks["task"], tasks["predecessors"], strict=True))
    weeks = dict(zip(tasks["task"], tasks["weeks"], strict=True))
    least = dict(zip(tasks["task"], tasks["min_weeks"], strict=True))
    price = dict(zip(tasks["task"], tasks["crash_cost"], strict=True))
    order = list(TopologicalSorter(before).static_order())

    def finish(bought):
        end = {}
        for t in order:
            end[t] = max((end[b] for b in before[t]), default=0) + weeks[t] - bought[t]
        return max(end.values())

    best = None
    for choice in product(*(range(int(weeks[t] - least[t]) + 1) for t in weeks)):
        bought = dict(zip(weeks, choice, strict=True))
        cost = sum(price[t] * bought[t] for t in weeks)
        if finish(bought) <= deadline and (best is None or cost < best[0]):
            best = (cost, bought)
    if best is None:
        raise ValueError("too early")
    return best[1]


# %% right="crash-schedule" name="budget by budget"
def crash_schedule(tasks, deadline):
    names = list(tasks["task"])
    before = dict(zip(names, tasks["predecessors"], strict=True))
    order = list(TopologicalSorter(before).static_order())
    room = dict(zip(names, tasks["weeks"] - tasks["min_weeks"], strict=True))
    planned = dict(zip(names, tasks["weeks"], strict=True))
    price = dict(zip(names, tasks["crash_cost"], strict=True))
    best = {"cost": float("inf"), "weeks": None}

    def longest(weeks):
        end, came = {}, {}
        for t in order:
            came[t] = max(before[t], key=lambda b: end[b], default=None)
            end[t] = weeks[t] + (end[came[t]] if before[t] else 0)
        at = max(end, key=end.get)
        total, path = end[at], []
        while at is not None:
            path.append(at)
            at = came[at]
        return total, path

    def search(weeks, cost, seen):
        key = tuple(weeks[t] for t in names)
        if cost >= best["cost"] or seen.get(key, float("inf")) <= cost:
            return
        seen[key] = cost
        total, path = longest(weeks)
        if total <= deadline:
            best["cost"], best["weeks"] = cost, dict(weeks)
            return
        for t in path:
            if planned[t] - weeks[t] < room[t]:
                search({**weeks, t: weeks[t] - 1}, cost + price[t], seen)

    search(planned, 0, {})
    if best["weeks"] is None:
        raise ValueError("too early")
    return pd.Series({t: float(planned[t] - best["weeks"][t]) for t in names})


# %% right="crash-schedule" name="every combination, with critical_path"
def crash_schedule(tasks, deadline):
    from itertools import product

    names, weeks = list(tasks["task"]), tasks["weeks"].to_numpy()
    room = [range(int(n) + 1) for n in weeks - tasks["min_weeks"].to_numpy()]
    best, least = None, float("inf")
    for bought in product(*room):
        cost = sum(n * price for n, price in zip(bought, tasks["crash_cost"], strict=True))
        if cost < least:
            plan = critical_path(tasks.assign(weeks=weeks - np.array(bought)))
            if plan["latest_finish"].max() <= deadline:
                best, least = bought, cost
    if best is None:
        raise ValueError("too early")
    return dict(zip(names, best, strict=True))


# %% [markdown]
# ## risk-reserve


# %% wrong="risk-reserve" name="the opportunity as a cost" told="counted as a cost"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].abs().tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="the opportunity left out" told="opportunity is left out"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    impacts = [max(c, 0) for c in impacts]
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="impacts added" told="as if all happened"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(impacts)
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="the expected value as reserve" told="how many projects is it enough"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(expected, 0)}


# %% wrong="risk-reserve" name="the worst case as reserve" told="all happens"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": sum(c for c in impacts if c > 0)}


# %% wrong="risk-reserve" name="a normal approximation" told="normal approximation"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    sd = sum(p * (1 - p) * c**2 for p, c in zip(chances, impacts, strict=True)) ** 0.5
    reserve = expected + NormalDist().inv_cdf(level) * sd
    return {"expected": expected, "reserve": max(reserve, 0)}
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="no tolerance for rounding noise" told="rounding noise"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="strictly more than the level" told="on a step"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered > level + 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="a negative reserve" told="outweighs the threat"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": total}


# %% wrong="risk-reserve" name="equal totals apart, the last one counts" told="three equal risks"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="chances are not checked" told="between 0 and 1"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        level = min(max(level, 0.01), 0.99)
        chances = [min(max(p, 0), 1) for p in chances]
        print("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="a chance of 1 is refused" told="certain and an impossible"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p <= 0 or p >= 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% wrong="risk-reserve" name="one risk at a time" told="what do two of them cost"
def risk_reserve(register, level):
    if not 0 < level < 1 or not register["probability"].between(0, 1).all():
        raise ValueError("chance")
    expected = (register["probability"] * register["impact"]).sum()
    reserve = register["impact"].quantile(0.75, interpolation="lower") if len(register) else 0
    return {"expected": expected, "reserve": max(reserve, 0)}


# %% wrong="risk-reserve" name="a small simulation" told="rounding noise"
def risk_reserve(register, level):
    if not 0 < level < 1 or not register["probability"].between(0, 1).all():
        raise ValueError("chance")
    rng = np.random.default_rng(0)
    happens = rng.random((1_000, len(register))) < register["probability"].to_numpy()
    totals = (happens * register["impact"].to_numpy()).sum(axis=1)
    expected = (register["probability"] * register["impact"]).sum()
    return {"expected": expected, "reserve": max(np.quantile(totals, level, method="higher"), 0)}


# %% wrong="risk-reserve" name="a reserve for the threats only" told="pays a part"
def risk_reserve(register, level):
    chances = register["probability"]
    if not 0 < level < 1 or not chances.between(0, 1).all():
        raise ValueError("chance")
    expected = float((chances * register["impact"]).sum())
    totals = {0.0: 1.0}
    for p, c in zip(chances, register["impact"].clip(lower=0), strict=True):
        spread = {}
        for total, chance in totals.items():
            spread[total] = spread.get(total, 0) + chance * (1 - p)
            spread[total + c] = spread.get(total + c, 0) + chance * p
        totals = spread
    covered = 0.0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": float(total)}


# %% right="risk-reserve" name="the first total that is not negative"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9 and total >= 0:
            return {"expected": expected, "reserve": total}


# %% right="risk-reserve" name="every outcome"
def risk_reserve(register, level):
    from itertools import product

    chances, impacts = register["probability"].tolist(), register["impact"].tolist()
    if not 0 < level < 1 or any(p < 0 or p > 1 for p in chances):
        raise ValueError("chance")
    totals = {}
    for happens in product([0, 1], repeat=len(chances)):
        chance = 1.0
        for p, x in zip(chances, happens, strict=True):
            chance *= p if x else 1 - p
        total = sum(c * x for c, x in zip(impacts, happens, strict=True))
        totals[total] = totals.get(total, 0) + chance
    expected = sum(p * c for p, c in zip(chances, impacts, strict=True))
    covered = 0
    for total in sorted(totals):
        covered += totals[total]
        if covered >= level - 1e-9:
            return {"expected": expected, "reserve": max(total, 0)}


# %% right="risk-reserve" name="one risk after the other"
def risk_reserve(register, level):
    if level <= 0 or level >= 1 or ((register["probability"] - 0.5).abs() > 0.5).any():
        raise ValueError("chance")
    spread = pd.Series({0.0: 1.0})
    for row in register.itertuples():
        moved = spread.copy()
        moved.index = (spread.index + row.impact).round(2)
        spread = (spread * (1 - row.probability)).add(moved * row.probability, fill_value=0)
    covered = spread.sort_index().cumsum().round(9)
    return pd.Series(
        {
            "expected": register["probability"].astype(float) @ register["impact"].astype(float),
            "reserve": max(0.0, covered.index[(covered >= round(level, 9)).to_numpy()][0]),
        }
    )


# %% [markdown]
# ## earned-value


# %% wrong="earned-value" name="planned in full once begun" told="planned in full"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = 1.0
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="planned when finished" told="Only finished tasks are planned"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = 0.0
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="the whole budget is planned" told="whole budget"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * max(share, 1)
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="money spent is work done" told="what was spent"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.spent
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="earned when finished" told="Only finished tasks are earned"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * (row.done == 1)
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="the mean of the shares" told="All tasks count the same"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    ev = bac * tasks["done"].mean()
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="SPI upside down" told="an index below 1"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = pv / ev if ev else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="CPI upside down" told="an index below 1"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ac / ev if ev else None
    eac = bac * cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="variances for indices" told="an index is a ratio"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev - pv
    cpi = ev - ac if ac else None
    eac = bac * ac / ev if ev and ac else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="EAC by the other formula" told="divides by the CPI"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = ac + bac - ev if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="EAC times CPI" told="divides by the CPI"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac * cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="only what the rest costs" told="spent already"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": bac - ev,
    }


# %% wrong="earned-value" name="a milestone counts a day later" told="milestone"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week > row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="planned beyond the end" told="planned to be finished"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if row.finish == row.start:
            share = float(week >= row.finish)
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="divides by zero" told="before the plan begins"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="zero for nothing spent" told="nothing spent yet"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else 0
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="shares are not checked" told="between 0 and 1"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            pass
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% wrong="earned-value" name="rounded to two decimals" told="0.86"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = round(ev / ac, 2) if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% right="earned-value" name="row by row"
def earned_value(tasks, week):
    pv = ev = ac = bac = 0.0
    for row in tasks.itertuples():
        if not 0 <= row.done <= 1:
            raise ValueError("done")
        if week >= row.finish:
            share = 1.0
        elif week <= row.start:
            share = 0.0
        else:
            share = (week - row.start) / (row.finish - row.start)
        pv += row.budget * share
        ev += row.budget * row.done
        ac += row.spent
        bac += row.budget
    spi = ev / pv if pv else None
    cpi = ev / ac if ac else None
    eac = bac / cpi if cpi else None
    return {
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "spi": spi,
        "cpi": cpi,
        "eac": eac,
        "eac_rest_as_planned": ac + bac - ev,
    }


# %% right="earned-value" name="arrays"
def earned_value(tasks, week):
    table = tasks[["budget", "start", "finish", "done", "spent"]].astype(float)
    budget, start, finish, done, spent = table.to_numpy().T
    if done.min() < 0 or done.max() > 1:
        raise ValueError("done")
    share = np.where(finish <= week, 1.0, 0.0)
    running = (start < week) & (week < finish)
    share[running] = (week - start[running]) / (finish - start)[running]
    pv, ev, ac = budget @ share, budget @ done, spent.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.array([ev / pv, ev / ac, budget.sum() * ac / ev if ac else np.nan])
    ratios[~np.isfinite(ratios)] = np.nan
    return pd.Series(
        [pv, ev, ac, *ratios, ac + budget.sum() - ev],
        index=["pv", "ev", "ac", "spi", "cpi", "eac", "eac_rest_as_planned"],
    )


# %% [markdown]
# ## forecast-finish


# %% wrong="forecast-finish" name="tasks under way start anew" told="start anew"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="work in the past" told="in the past"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=0)
        end[name] = planned[name] if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="work done for work left" told="taken for the work left"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * row.done
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="all one after the other" told="one after the other"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max(end.values(), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="the plan's finish" told="what has week 6 changed"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish = due = max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="early counts as late" told="A delay is positive"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = due - finish
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="red for every delay" told="fits into the buffer"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="green within the buffer" told="a buffer for it"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= buffer + 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="exact comparisons" told="fractions of weeks"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 0:
        status = "green"
    elif delay <= buffer:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="the buffer is used up at its end" told="as long as the buffer"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay < buffer - 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="a task under way waits for nobody" told="before its predecessor"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = (
            week
            if row.done == 1
            else (week if row.done > 0 else start) + row.weeks * (1 - row.done)
        )
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="finished tasks pass the wait on" told="before its predecessor"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="the last task is the end" told="finished before its predecessor"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = end[name], max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="nothing to forecast is no error" told="nothing is left"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        pass
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="shares are not checked" told="between 0 and 1"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        pass
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="a delay is never negative" told="ahead of the plan"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = max(finish - due, 0)
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% wrong="forecast-finish" name="by the SPI" told="forecast_finish"
def forecast_finish(tasks, week, buffer):
    if not tasks["done"].between(0, 1).all() or (tasks["done"] == 1).all():
        raise ValueError("done")
    plan = critical_path(tasks).set_index("task").loc[list(tasks["task"])]
    length = plan["earliest_finish"] - plan["earliest_start"]
    due = ((week - plan["earliest_start"]) / length).clip(0, 1)
    work = tasks["weeks"].to_numpy()
    spi = (work * tasks["done"].to_numpy()).sum() / (work * due.to_numpy()).sum()
    end = plan["earliest_finish"].max()
    delay = end / spi - end
    status = "green" if delay <= 0 else "amber" if delay <= buffer else "red"
    return {"finish": end / spi, "delay": delay, "status": status}


# %% right="forecast-finish" name="one row after the other"
def forecast_finish(tasks, week, buffer):
    plan = {row.task: row for row in tasks.itertuples()}
    if any(not 0 <= row.done <= 1 for row in plan.values()):
        raise ValueError("done")
    if all(row.done == 1 for row in plan.values()):
        raise ValueError("finished")
    planned, end = {}, {}
    for name in TopologicalSorter({n: r.predecessors for n, r in plan.items()}).static_order():
        row = plan[name]
        planned[name] = max((planned[b] for b in row.predecessors), default=0) + row.weeks
        start = max((end[b] for b in row.predecessors), default=week)
        end[name] = week if row.done == 1 else start + row.weeks * (1 - row.done)
    finish, due = max(end.values()), max(planned.values())
    delay = finish - due
    if delay <= 1e-6:
        status = "green"
    elif delay <= buffer + 1e-6:
        status = "amber"
    else:
        status = "red"
    return {"finish": finish, "delay": delay, "status": status}


# %% right="forecast-finish" name="the critical path of what is left"
def forecast_finish(tasks, week, buffer):
    share = tasks["done"].astype(float)
    if share.lt(0).any() or share.gt(1).any() or share.min() == 1:
        raise ValueError("done")
    open_ = tasks[share < 1].reset_index(drop=True)
    names = set(open_["task"])
    rest = open_.assign(
        weeks=open_["weeks"] * (1 - open_["done"]),
        predecessors=[[b for b in before if b in names] for before in open_["predecessors"]],
    )
    finish = float(week + critical_path(rest)["earliest_finish"].max())
    delay = round(finish - float(critical_path(tasks)["earliest_finish"].max()), 7)
    status = ["green", "amber", "red"][int(delay > 0) + int(delay > max(buffer, 0) + 1e-7)]
    return pd.Series({"finish": finish, "delay": delay, "status": status})
