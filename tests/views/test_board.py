"""What a terminal shows while switches are changed."""

from rich.console import Console

from fabricgen.rollout.diary import Event
from fabricgen.rollout.steps import Mark, State, Step
from fabricgen.views.board import ROWS, AtWork, board, table


def drawn(at_work, now):
    console = Console(width=60, no_color=True)
    with console.capture() as capture:
        console.print(table(at_work, now))
    return [line.rstrip() for line in capture.get().splitlines()]


def test_seconds_are_those_at_the_step_and_who_takes_longest_comes_first():
    at_work = (AtWork("leaf-01", Step.CHECK, 110.0), AtWork("leaf-00", Step.COMMIT, 100.0))
    assert drawn(at_work, 117.2) == ["device   step    seconds", "leaf-00  commit  17", "leaf-01  check   7"]


def test_more_than_a_screen():
    at_work = [AtWork(f"leaf-{at:03}", Step.CHECK, 0.0) for at in range(ROWS + 12)]
    assert drawn(at_work, 1.0)[-1] == "and 12 more"
    assert len(drawn(at_work, 1.0)) == ROWS + 2


def test_settled_devices_are_told_for_good(capsys):
    with board(1) as listener:
        listener(Event(1, "leaf-00", Step.CONNECT, Mark.BEGUN, None, "", 0.0))
        listener(Event(1, "leaf-00", None, Mark.DONE, State.OLD, "refused: [bold]x", 1.5))
    told = capsys.readouterr()
    assert told.out == ""
    assert "  leaf-00  old  1.5 s  refused: [bold]x\n" in told.err
