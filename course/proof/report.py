"""The proof as a table, and what an author must act on."""

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from course.language import say
from course.proof.judge import Judged


def print_proof(console: Console, name: str, judged: list[Judged]) -> int:
    """Print one row a task, every fault and every surviving mutant; return how many faults."""
    title = say("{name}: are the checks right?", name=name)
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("task"), no_wrap=True)
    for heading in (
        say("stub\nrefused"),
        say("ref.\nfull"),
        say("wrong\ncaught"),
        say("and\ntold"),
        say("right\nfull"),
        say("mutants\nkilled"),
    ):
        table.add_column(heading, justify="right", no_wrap=True)
    for task in judged:
        table.add_row(
            task.slug,
            say("yes") if task.stub_refused else say("NO"),
            say("yes") if task.reference_passes else say("NO"),
            f"{task.caught}/{task.wrong}",
            f"{task.told}/{task.wrong}",
            f"{task.accepted}/{task.right}",
            f"{task.killed}/{task.mutants}",
        )
    wrong, right = sum(t.wrong for t in judged), sum(t.right for t in judged)
    killed, planted = sum(t.killed for t in judged), sum(t.mutants for t in judged)
    table.add_section()
    table.add_row(
        say("all"),
        f"{sum(t.stub_refused for t in judged)}/{len(judged)}",
        f"{sum(t.reference_passes for t in judged)}/{len(judged)}",
        f"{sum(t.caught for t in judged)}/{wrong}",
        f"{sum(t.told for t in judged)}/{wrong}",
        f"{sum(t.accepted for t in judged)}/{right}",
        f"{killed}/{planted}",
    )
    console.print(table)
    for task in judged:
        for mutant in task.survivors:
            console.print(
                say("survivor in {task} ({change}):", task=task.slug, change=mutant.operator)
            )
            console.print(escape(mutant.diff), style="dim", soft_wrap=True)
    faults = [f"{task.slug}: {fault}" for task in judged for fault in task.faults]
    for fault in faults:
        console.print(f"[red]✗[/red] {escape(fault)}", soft_wrap=True)
    if planted:
        explained = sum(task.explained for task in judged)
        console.print(
            say(
                "Mutants killed: {killed} of {all} ({share}); "
                "{explained} survivors are explained in survivors.toml.",
                killed=killed,
                all=planted,
                share=f"{killed / planted:.1%}",
                explained=explained,
            )
        )
    return len(faults)
