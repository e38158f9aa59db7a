"""What is wrong with input: told by file and column, counted, and never silent."""

from dataclasses import dataclass, field


class InputError(Exception):
    """Something that a person can put right. The message names what and where."""


@dataclass
class Problems:
    """What could not be read of one piece of input."""

    #: (file, what is wrong) -> (how many rows, the first of them; 0: the whole file)
    found: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def refuse(self, file: str, what: str, rows: int, first_row: int) -> None:
        """Counts rows of a file that are left out."""
        before, first = self.found.get((file, what), (0, first_row))
        self.found[file, what] = (before + rows, min(first, first_row))

    def add(self, other: "Problems") -> None:
        for (file, what), (rows, first) in other.found.items():
            self.refuse(file, what, rows, first)

    def sentences(self) -> list[str]:
        """One for each kind of problem of each file."""
        return [
            f"{file}: {what}" + (f" ({rows:,} rows, first row {first})" if first > 0 else "")
            for (file, what), (rows, first) in sorted(self.found.items())
        ]
