"""An upright picture to the words that RapidOCR sees on it: the optional second engine, for pages Tesseract fails on.

Its models come inside its wheel, so nothing is fetched. It takes several times Tesseract's time and reads clean
pages worse, lists above all; on bad copies it finds words that Tesseract loses. Installed with the extra `ocr-hard`.
"""

import importlib.util
from typing import Any

from PIL import Image

from evidence_checker.model import Box

MODULE = "rapidocr"
NOTE = "Halaman ini sulit dibaca; dibaca dengan mesin OCR kedua (RapidOCR)."

_SIDE = 1500  # pixels of the longer side: more costs memory above all
_SETTINGS = {
    "Global.log_level": "critical",
    "Global.max_side_len": _SIDE,
    # One thread and no memory kept: other files are read beside this one, under a limit of their own.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
    "Rec.rec_batch_num": 1,
}

Found = tuple[str, Box, float]  # a word, its box in pixels, and the engine's confidence (0-1)


def installed() -> bool:
    """Tell whether the second engine is on this machine."""
    return importlib.util.find_spec(MODULE) is not None


class SecondReader:
    """The second engine, loaded at the first page that needs it."""

    def __init__(self) -> None:
        self._engine: Any = None

    def lines(self, picture: Image.Image) -> list[list[Found]]:
        """Give the words of each text line it finds, in no order of lines; none if the engine fails."""
        import numpy

        try:
            if self._engine is None:
                self._engine = importlib.import_module(MODULE).RapidOCR(params=_SETTINGS)
            result = self._engine(numpy.asarray(picture.convert("RGB")), return_word_box=True)
        except Exception:  # noqa: BLE001 - its runtime's errors have no common base, and the first reading stands
            return []
        return [[_word(*each) for each in line] for line in result.word_results or ()]


def _word(text: str, confidence: float, corners: Any) -> Found:
    across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return text, (min(across), min(down), max(across), max(down)), float(confidence)
