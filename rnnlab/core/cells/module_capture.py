"""Forward and backward of one batch recorded once on a CUDA device and then replayed.

A recurrent net of any cell is hundreds of small operations a training step, and on a fast device launching
them takes longer than the arithmetic. A CUDA graph launches all of them at once. What is recorded reads and
writes the same memory at every replay: the parameters are changed in place by the optimiser, and the
gradients lie where the recording put them.

After PyTorch's notes on CUDA graphs: a few rounds beside the main stream first, so that libraries set
themselves up outside of the recording; gradients are None before it, so that they are written and not added.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import nn

Work = Callable[[], torch.Tensor]
"""Runs forward and backward and returns what should be read after a replay."""

Recorder = Callable[[Work], Callable[[], torch.Tensor]]
"""Runs some work once or more, and returns what does it again."""

WARM_UP_ROUNDS = 3


class CapturedPass:
    """One forward and backward pass that was recorded.

    Parameters
    ----------
    parameters
        Those whose gradients the work fills; must stay where they are.
    work
        What is recorded; it has to leave new gradients in ``parameters``.
    recorder
        How; by default as a CUDA graph on the device of the parameters.
    """

    def __init__(
        self, parameters: Sequence[nn.Parameter], work: Work, recorder: Recorder | None = None
    ) -> None:
        record = recorder or _cuda_graph(parameters[0].device)
        self._replay = record(work)
        self._gradients = [(parameter, parameter.grad) for parameter in parameters]

    def run(self) -> torch.Tensor:
        """Do the work with the parameters as they are now; the gradients lie in them afterwards."""
        result = self._replay()
        for parameter, gradient in self._gradients:
            parameter.grad = gradient  # whoever ran another pass in between has put others there
        return result


def _cuda_graph(device: torch.device) -> Recorder:
    def record(work: Work) -> Callable[[], torch.Tensor]:
        with torch.cuda.device(device):
            beside = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]
            beside.wait_stream(torch.cuda.current_stream(device))
            with torch.cuda.stream(beside):
                for _ in range(WARM_UP_ROUNDS):
                    work()
            torch.cuda.current_stream(device).wait_stream(beside)
            graph = torch.cuda.CUDAGraph()
            # other threads may use the device meanwhile: another run, the window's own questions
            with torch.cuda.graph(graph, capture_error_mode="thread_local"):
                result = work()

        def replay() -> torch.Tensor:
            graph.replay()
            return result

        return replay

    return record
