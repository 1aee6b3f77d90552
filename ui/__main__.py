"""The desktop program: `station-desk`, or `python -m ui`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from station_app.core.shield import raise_shield


def main(argv: list[str] | None = None) -> int:
    raise_shield()
    asked = _arguments().parse_args(argv)
    if asked.tour:
        from ui.tour import tour

        return tour(Path(asked.tour), dark=asked.dark)
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"  # fcitx answers it; the wheel has no plugin of its own
    if asked.input_method:
        return _tell_input_method()
    gc.disable()  # until all is read in: collections would walk through it again and again
    home = Path(asked.home or os.environ.get("STATION_HOME") or _own_home(asked.demo))
    return _run(home, demo=asked.demo, language=asked.lang, dark=asked.dark)


def _run(home: Path, *, demo: bool, language: str | None, dark: bool) -> int:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from station_app.core import reports
    from ui.kit import theme
    from ui.kit.text import speak
    from ui.program import Program

    app = QApplication(sys.argv[:1])
    app.setApplicationName("station-desk")
    settings = QSettings(str(home / "screen.ini"), QSettings.Format.IniFormat)
    scheme = "dark" if dark else str(settings.value("scheme", "system"))
    theme.prepare(app, scheme, int(str(settings.value("size", theme.POINTS))))
    speak(language or str(settings.value("language", "zh")))
    program = Program(home, settings)
    reports.watch(home, program.apologise)
    program.show()
    if demo:
        program.open_demo()
    return app.exec()


def _tell_input_method() -> int:
    """For `station self-test`, which knows nothing of Qt."""
    from PySide6.QtGui import QGuiApplication

    from ui.kit.input_method import in_use

    _app = QGuiApplication([])
    sys.stdout.write(in_use() + "\n")
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="station-desk", description="所务台")
    parser.add_argument("--home", metavar="DIR", help="数据库目录")
    parser.add_argument("--demo", action="store_true", help="演练库，以 officer 登录")
    parser.add_argument("--tour", metavar="DIR", help="把每一页画成图片存入 DIR")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言")
    parser.add_argument("--dark", action="store_true", help="深色")
    parser.add_argument("--input-method", action="store_true", help="说出所用的输入法")
    return parser


def _own_home(demo: bool) -> Path:
    from platformdirs import user_data_path

    return user_data_path("station-desk") / ("training" if demo else "home")


if __name__ == "__main__":
    sys.exit(main())
