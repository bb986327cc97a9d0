"""Reads a part of a workbook within bounds: no document types, no depth, no flood of tags.

The parser is expat itself. What builds objects for every element takes minutes and gigabytes
for some files of a few kilobytes.
"""

from xml.parsers import expat

from geo_data.packs import limits


class PartError(ValueError):
    """A part is no XML that a spreadsheet writes: why, for a message."""


class Part:
    """What a reader of a part inherits: `start`, `end` and `data` are called as it goes by."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; names come without their prefix."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text within the element that began last."""

    def read(self, content: bytes) -> None:
        """Go through the part once. Raises PartError, or ExpatError if it is no XML."""
        marks = max(content.count(b"<"), content.count(b"="))
        if marks > limits.XML_MARKS:
            raise PartError("it has more in it than a pack may have; bring its one table as CSV")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > limits.XML_DEPTH:
                raise PartError("the workbook is damaged; save it again, or as CSV")
            plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            self.start(name.rpartition(":")[2], plain)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            self.end(name.rpartition(":")[2])

        def refuse(*_: object) -> None:
            raise PartError("it declares XML entities; no spreadsheet does")

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = self.data
        parser.StartDoctypeDeclHandler = refuse
        parser.Parse(content, True)  # noqa: FBT003 - its own signature
