"""Writing the sharing of work: several tables, one function, whoever has a thread to lend.

Whoever shares works, too, and takes part after part as the helpers do; in the end it waits only for parts
that a helper has begun. So nobody is waited for who has not got a processor, and with no helper at all the
parts are done one after the other. What comes of it is the same however many helped.

Helpers sleep between two calls on a lock of Python's, whose functions need neither Python nor its global
lock.
"""

from __future__ import annotations

from llvmlite import ir

from rnnlab.core.cells.kernel.emitter import (
    INTEGER,
    NOTHING,
    POINTER,
    SHORT,
    Emitter,
    Function,
    Module,
    Value,
)
from rnnlab.core.cells.kernel.machine import Machine

CREW = (
    "count",  # parts
    "next",  # the first part that nobody has begun
    "quit",  # whether helpers shall return
    "work",  # void(table)
    "tables",  # i64*: one a part
    "own",  # i64*: by part, whether it was done by whoever shares
    "done",  # i64*: by part, the lock that a helper opens when it has done it
    "helpers",  # how many there are
    "idle",  # i64*: by helper, whether it sleeps or is about to
    "start",  # i64*: by helper, the lock that it sleeps on
    "acquire",  # int(lock, whether to wait)
    "release",  # void(lock)
)
"""What sharers and helpers have in common, int64."""

_WORK = ir.FunctionType(NOTHING, (POINTER,))
_ACQUIRE = ir.FunctionType(SHORT, (POINTER, SHORT))
_RELEASE = ir.FunctionType(NOTHING, (POINTER,))
_ORDER = "seq_cst"


class _CrewEmitter(Emitter):
    """A function whose first argument is a crew."""

    crew: Value

    def field(self, name: str) -> Value:
        """Point at a number of the crew."""
        return self.element(self.crew, CREW.index(name), INTEGER)

    def get(self, name: str) -> Value:
        """Read a number that does not change while there is work."""
        return self.load_scalar(self.field(name), INTEGER)

    def now(self, name: str) -> Value:
        """Read a number that others may change."""
        return self.builder.load_atomic(self.field(name), _ORDER, 8, typ=INTEGER)

    def entry(self, name: str, number: Value) -> Value:
        """Point into one of the crew's lists."""
        return self.element(self.builder.inttoptr(self.get(name), POINTER), number, INTEGER)

    def pointer_in(self, name: str, number: Value) -> Value:
        """Read a pointer from one of the crew's lists."""
        return self.builder.inttoptr(self.load_scalar(self.entry(name, number), INTEGER), POINTER)

    def exchange(self, place: Value, value: int) -> Value:
        """Write a number that others may change; give what it was."""
        return self.builder.atomic_rmw("xchg", place, self.integer(value), _ORDER)

    def _function(self, name: str, kind: Function) -> Function:
        return self.builder.inttoptr(self.get(name), kind.as_pointer())

    def acquire(self, lock: Value) -> None:
        """Wait until a lock is open, and close it."""
        arguments = (lock, ir.Constant(SHORT, 1))
        self.builder.call(self._function("acquire", _ACQUIRE), arguments)

    def release(self, lock: Value) -> None:
        """Open a lock."""
        self.builder.call(self._function("release", _RELEASE), (lock,))

    def work(self, table: Value) -> None:
        """Do a part."""
        self.builder.call(self._function("work", _WORK), (table,))

    def wake(self) -> None:
        """Open the locks of all who sleep."""
        with self.loop(0, self.get("helpers")) as number:
            was_idle = self.exchange(self.entry("idle", number), 0)
            with self.when(self.builder.icmp_signed("!=", was_idle, self.integer(0))):
                self.release(self.pointer_in("start", number))


def _begin(
    module: Module, machine: Machine, name: str, arguments: tuple[ir.Type, ...], *, exported: bool
) -> _CrewEmitter:
    e = _CrewEmitter(module, machine, name, arguments, exported=exported)
    e.crew = e.arguments[0]
    return e


def emit_sharing(module: Module, machine: Machine) -> Function:
    """Write `share(crew)`, `serve(crew and helper's number)` and `dismiss(crew)`; gives `share`."""
    take_part = _emit_take_part(module, machine)
    share = _emit_share(module, machine, take_part)
    _emit_serve(module, machine, take_part)
    e = _begin(module, machine, "dismiss", (POINTER,), exported=True)
    e.exchange(e.field("quit"), 1)
    e.wake()
    e.finish()
    return share


def _emit_take_part(module: Module, machine: Machine) -> Function:
    """Write `take_part(crew, whether the caller is the one who shares)`: does parts until all are begun."""
    e = _begin(module, machine, "take_part", (POINTER, INTEGER), exported=False)
    count = e.get("count")
    mine = e.arguments[1]
    claim = e.variable(e.builder.atomic_rmw("add", e.field("next"), e.integer(1), _ORDER))
    with e.repeat_while(lambda: e.builder.icmp_signed("<", claim.get(), count)):
        number = claim.get()
        e.work(e.pointer_in("tables", number))
        with e.builder.if_else(e.builder.icmp_signed("!=", mine, e.integer(0))) as (own, other):
            with own:
                e.store_scalar(e.integer(1), e.entry("own", number))
            with other:
                e.release(e.pointer_in("done", number))
        claim.set(e.builder.atomic_rmw("add", e.field("next"), e.integer(1), _ORDER))
    return e.finish()


def _emit_share(module: Module, machine: Machine, take_part: Function) -> Function:
    """Write `share(crew)`: has all parts done."""
    e = _begin(module, machine, "share", (POINTER,), exported=True)
    with e.loop(0, e.get("count")) as number:
        e.store_scalar(e.integer(0), e.entry("own", number))
    e.exchange(e.field("next"), 0)
    e.wake()
    e.builder.call(take_part, (e.crew, e.integer(1)))
    with e.loop(0, e.get("count")) as number:
        own = e.load_scalar(e.entry("own", number), INTEGER)
        with e.when(e.builder.icmp_signed("==", own, e.integer(0))):
            e.acquire(e.pointer_in("done", number))
    return e.finish()


def _emit_serve(module: Module, machine: Machine, take_part: Function) -> None:
    """Write `serve(crew and helper's number)`: helps until dismissed.

    A helper says that it sleeps before it looks a last time whether there is work. Whoever brings work takes
    that back and opens the lock, once; a helper that finds itself woken has to go through the lock.
    """
    e = _begin(module, machine, "serve", (POINTER,), exported=True)
    number = e.load_scalar(e.element(e.arguments[0], 1, INTEGER), INTEGER)
    e.crew = e.builder.inttoptr(e.load_scalar(e.arguments[0], INTEGER), POINTER)
    count = e.get("count")
    b = e.builder
    with e.repeat_while(lambda: b.icmp_signed("==", e.now("quit"), e.integer(0))):
        b.call(take_part, (e.crew, e.integer(0)))
        idle = e.entry("idle", number)
        e.exchange(idle, 1)
        is_work = b.icmp_signed("<", e.now("next"), count)
        is_over = b.icmp_signed("!=", e.now("quit"), e.integer(0))
        sleeps = e.variable(e.integer(1))
        with e.when(b.or_(is_work, is_over)):
            was_woken = b.icmp_signed("==", e.exchange(idle, 0), e.integer(0))
            sleeps.set(b.zext(was_woken, INTEGER))
        with e.when(b.icmp_signed("!=", sleeps.get(), e.integer(0))):
            e.acquire(e.pointer_in("start", number))
    e.finish()
