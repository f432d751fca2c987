"""The bodies of fabricgen resume and rollback: what they do stands in the journal, not in an intent that moved on."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.live.ground import access_to, refuse, selected, site, told
from fabricgen.cli.live.push import refuse_unfit
from fabricgen.cli.live.run import Order, Place, at_work, begin, carry_out, conclude, found, hint, reopened, show_result
from fabricgen.cli.options import Again
from fabricgen.findings import Finding
from fabricgen.rollout.hold import held
from fabricgen.rollout.intended import Intended
from fabricgen.rollout.journal import Entry, Journal, Run, beside, open_ones, to_do
from fabricgen.rollout.push import GOOD, mend
from fabricgen.rollout.steps import UNSURE, State
from fabricgen.rollout.tasks import Ground, by_what_was, gathered, task
from fabricgen.rollout.visit import Judge, Outcome
from fabricgen.rollout.waves import Wave


def _place(again: Again) -> Path:
    return again.journal or beside(again.inventory)


def resume(again: Again) -> int:
    with reopened(_place(again)) as journal:
        run = found(journal, again.run)
        order = _order(run, again)
        with held(order.place.page):
            return _go_on(journal, run, order, again)


def _go_on(journal: Journal, run: Run, order: Order, again: Again) -> int:
    chosen = _chosen(journal, again)
    ground = _ground_to_go_on(run, chosen, again)
    _mend(journal, run, chosen, ground, order)
    asked = _chosen(journal, again)
    left = to_do(asked)
    if not left or (open_ones(asked) and not again.pace.carry_on):
        return conclude(journal, run.id, (), order)
    tasks = [(wave, [task(entry, ground) for entry in entries]) for wave, entries in _waves(left)]
    return carry_out(journal, run.id, tasks, order._replace(ready=_ready(journal, run)))


def rollback(again: Again) -> int:
    with reopened(_place(again)) as journal:
        run = found(journal, again.run)
        if run.kind == "rollback":
            refuse(Finding("FG929", f"run {run.id} is a rollback itself", help=f"push again what run {run.of} pushed"))
        chosen = _chosen(journal, again)
        brought = [entry for entry in chosen if entry.state in (State.NEW, *UNSURE)]
        refuse_unfit(brought, again.pace._replace(drain=False))  # each is asked what it routes by, before it is drained
        ground = _ground_to_go_back(run, chosen, again)
        pushed = _order(run, again)
        with held(pushed.place.page):
            mended = _mend(journal, run, chosen, ground, pushed)
        asked = _chosen(journal, again)
        undo = [entry for entry in asked if entry.state is State.NEW and entry.backup is not None]
        if not undo and not mended:
            refuse(
                Finding("FG929", f"no device of run {run.id} runs what it brought", help="nothing is to be taken back")
            )
        if mended:
            show_result(journal, run.id, mended, pushed)
    status = _undo(run, undo, pushed, ground) if undo else ExitCode.CLEAN
    if not open_ones(asked):
        return status
    hint(run.id, pushed)
    return ExitCode.TARGET


def _undo(run: Run, undo: Sequence[Entry], pushed: Order, ground: Ground) -> int:
    """A run of its own."""
    entries = [_back(entry, max(each.wave for each in undo)) for entry in undo]
    order = pushed._replace(kind="rollback", of=run.id, waves=_waves(entries))
    return begin(order, ground)


def _chosen(journal: Journal, again: Again) -> tuple[Entry, ...]:
    entries = journal.entries(again.run)
    names = frozenset(selected((entry.device for entry in entries), again.call.only))
    return tuple(entry for entry in entries if entry.device in names)


def _back(entry: Entry, last: int) -> Entry:
    """Into what ran before, last wave first; nobody reviewed that difference, so none is asked for."""
    return Entry(entry.device, last - entry.wave, entry.platform, entry.host, entry.backup or "", None, entry.candidate)


def _waves(entries: Iterable[Entry]) -> tuple[tuple[Wave, tuple[Entry, ...]], ...]:
    """As they were planned once."""
    by_number: dict[int, list[Entry]] = {}
    for entry in entries:
        by_number.setdefault(entry.wave, []).append(entry)
    return tuple(
        (Wave(f"wave {number + 1}", "as it was planned", ()), tuple(by_number[number])) for number in sorted(by_number)
    )


def _mend(journal: Journal, run: Run, entries: Sequence[Entry], ground: Ground, order: Order) -> tuple[Outcome, ...]:
    """Every device that the run left open is asked what it runs."""
    tasks = [(task(entry, ground), entry.backup) for entry in open_ones(entries)]
    if not tasks:
        if not open_ones(journal.entries(run.id)):
            journal.finish(run.id)
        return ()
    with at_work(journal, run.id, order, len(tasks)) as rounds:
        outcomes = mend(tasks, rounds)
    if rounds.stop.is_set():
        hint(run.id, order)
        raise KeyboardInterrupt
    return outcomes


def _ready(journal: Journal, run: Run) -> frozenset[str]:
    """Of other devices nobody knows what they run by now."""
    return frozenset(entry.device for entry in journal.entries(run.id) if entry.state in GOOD)


def _ground_to_go_on(run: Run, entries: Sequence[Entry], again: Again) -> Ground:
    """A push goes on only with the intent that was reviewed; a rollback needs none."""
    left = [entry for entry in entries if entry.state not in GOOD]
    if run.kind == "rollback":
        refuse_unfit(left, again.pace._replace(drain=False))
        return _ground_to_go_back(run, entries, again)
    here = site(_inventory(run, again))
    refuse_unfit(left, again.pace, here.routing, tagged=here.tagged)
    _refuse_moved(here.wanted(entry.device for entry in left if entry.device in here.names), left)
    ground = _ground_to_go_back(run, entries, again)
    return Ground(here.fabric, ground.access, ground.secrets, here.judge, again.pace.drain, here.routing)


def _refuse_moved(wanted: Iterable[Intended], entries: Sequence[Entry]) -> None:
    now = {each.name: each.candidate for each in wanted}
    moved = [entry.device for entry in entries if now.get(entry.device) != entry.candidate]
    if moved:
        refuse(
            Finding(
                "FG922", f"{moved[0]}: the intent moved since the run began"
                + (f"; so it did for {len(moved) - 1} more" if len(moved) > 1 else ""),
                help="roll the run back, or take the edit back and resume; then make a new change",
            )
        )  # fmt: skip


def _ground_to_go_back(run: Run, entries: Sequence[Entry], again: Again) -> Ground:
    access = access_to([entry.device for entry in entries], again.call)
    texts = [(entry.device, text) for entry in entries for text in entry.referring]
    with told():
        secrets = gathered(texts, _folder(run, again), access)
    return Ground(run.fabric, access, secrets, _by_what_was, again.pace.drain, None)


def _by_what_was(_device: str) -> Judge:
    return by_what_was


def _inventory(run: Run, again: Again) -> Path:
    return Path(run.inventory) if again.inventory == Path() and again.journal is not None else again.inventory


def _folder(run: Run, again: Again) -> Path:
    place = _inventory(run, again)
    return place if place.is_dir() else place.parent


def _order(run: Run, again: Again) -> Order:
    place = Place(str(_inventory(run, again)), _place(again), again.call)
    return Order(run.kind, run.of, place, run.fabric, run.intent, (), frozenset(), again.pace, again.form)
