"""A small window for the set-up of somebody who double-clicked and has no terminal.

A program of its own, fed through its standard input, so that trouble with a toolkit or a display never
becomes trouble of the set-up. A line beginning with ``!`` belongs to an error. At the end of the input the
window closes, unless there was an error: then it stays until it is closed, for ten minutes at most.
"""

import queue
import sys
import threading

_STAYS = 600_000  # milliseconds
_LOOKS = 100


def main() -> None:
    """Show what arrives on the standard input."""
    import tkinter as tk

    root = tk.Tk()
    root.title("RNN Lab")
    root.geometry("720x300")
    text = tk.Text(root, wrap="word", padx=16, pady=16, relief="flat", state="disabled")
    text.pack(fill="both", expand=True)
    text.tag_configure("error", foreground="#B02A5B")
    arrived: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(arrived,), daemon=True).start()
    failed = False

    def look() -> None:
        nonlocal failed
        while not arrived.empty():
            line = arrived.get()
            if line is None:
                root.after(_STAYS if failed else 0, root.destroy)
                return
            failed = failed or line.startswith("!")
            text.configure(state="normal")
            text.insert("end", line.removeprefix("!") + "\n", "error" if line.startswith("!") else "")
            text.configure(state="disabled")
            text.see("end")
        root.after(_LOOKS, look)

    look()
    root.mainloop()


def _read(arrived: "queue.SimpleQueue[str | None]") -> None:
    for raw in sys.stdin.buffer:
        arrived.put(raw.decode("utf-8", "replace").rstrip("\n"))
    arrived.put(None)


if __name__ == "__main__":
    main()
