"""The machine the kernels are compiled for: its vectors, and LLVM between text and callable code.

LLVM is driven directly through llvmlite. Its calls go through ctypes, so they run without Python's
lock: a kernel can be compiled beside a window without freezing it.
"""

from __future__ import annotations

import ctypes
import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import llvmlite
from llvmlite import binding as llvm

# llvmlite's objects carry no types that a checker can see.
TargetMachine = Any
ParsedModule = Any


@dataclass(frozen=True)
class Machine:
    """What the generated code may use.

    Attributes
    ----------
    triple, processor, features : str
        As LLVM names them.
    lanes : int
        Numbers of 32 bits in a vector register.
    registers : int
        How many vector registers there are.
    """

    triple: str
    processor: str
    features: str
    lanes: int
    registers: int

    @property
    def panel(self) -> int:
        """How many vectors wide the blocks of matrix products are that are kept in registers."""
        return 4 if self.registers >= 32 else 2

    @property
    def is_x86(self) -> bool:
        """Whether the flush-to-zero mode is set the x86 way."""
        return self.triple.startswith(("x86_64", "i686", "i386"))

    @property
    def tag(self) -> str:
        """Everything about the machine and the compiler that a compiled kernel depends on."""
        vectors = f"{self.lanes}x{self.registers}"
        return f"{self.triple}|{self.processor}|{self.features}|{vectors}|{llvmlite.__version__}"


@cache
def host() -> Machine:
    """Look at the machine this runs on; also wakes LLVM up."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    features = llvm.get_host_cpu_features()
    lanes, registers = 4, 16
    if features.get("avx512f") and features.get("avx512dq") and features.get("avx512vl"):
        lanes, registers = 16, 32
    elif features.get("avx2") and features.get("fma"):
        lanes = 8
    elif platform.machine().lower() in {"arm64", "aarch64"}:
        registers = 32
    return Machine(
        triple=str(llvm.get_process_triple()),
        processor=str(llvm.get_host_cpu_name()),
        features=str(features.flatten()),
        lanes=lanes,
        registers=registers,
    )


def _target_machine(machine: Machine) -> TargetMachine:
    target = llvm.Target.from_triple(machine.triple)
    return target.create_target_machine(
        cpu=machine.processor,
        features=machine.features,
        opt=3,
        reloc="static" if machine.is_x86 else "default",
        codemodel="jitdefault",
        jit=True,
    )


def optimised(source: str, machine: Machine) -> ParsedModule:
    """Parse the text of a module and run LLVM's passes over it.

    Everything that should be a vector already is one, so LLVM's own vectorisers stay off.
    """
    module = llvm.parse_assembly(source)
    module.verify()
    options = llvm.create_pipeline_tuning_options(speed_level=2)
    options.loop_vectorization = False
    options.slp_vectorization = False
    options.loop_unrolling = False
    builder = llvm.create_pass_builder(_target_machine(machine), options)
    builder.getModulePassManager().run(module, builder)
    return module


def object_code(source: str, machine: Machine) -> bytes:
    """Compile the text of a module to relocatable machine code."""
    return bytes(_target_machine(machine).emit_object(optimised(source, machine)))


def assembly(source: str, machine: Machine) -> str:
    """Give the machine code as text, to look at."""
    return str(_target_machine(machine).emit_assembly(optimised(source, machine)))


class Library:
    """Machine code in memory with its entry points.

    Parameters
    ----------
    code : bytes
        Relocatable machine code from `object_code`.
    entries : tuple of str
        Functions taking one pointer and returning nothing.
    machine : Machine
        The machine the code was made for.
    """

    def __init__(self, code: bytes, entries: tuple[str, ...], machine: Machine) -> None:
        empty = llvm.parse_assembly(f'target triple = "{machine.triple}"\n')
        self._engine = llvm.create_mcjit_compiler(empty, _target_machine(machine))
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        prototype = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
        self._entries: dict[str, Callable[[int], None]] = {
            name: prototype(self._engine.get_function_address(name)) for name in entries
        }

    def address(self, name: str) -> int:
        """Give the address of a function."""
        return int(self._engine.get_function_address(name))

    def entry(self, name: str) -> Callable[[int], None]:
        """Give an entry point; calling it releases Python's lock."""
        return self._entries[name]
