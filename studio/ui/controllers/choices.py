"""Who draws; and how all that can be chosen by name is read: renderers, drivers, voices."""

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.app.commands import Command
from studio.app.offers import Facts, Offers
from studio.core import edits
from studio.engine.portrait import Portrait
from studio.engine.providers import Port
from studio.ui.controllers.document import DocumentController
from studio.ui.desk import Desk
from studio.ui.widgets.choice import ChoiceBox, Offered
from studio.ui.words import called, in_their_words, translate


def offered(offers: Offers, port: Port) -> list[Offered]:
    """All that is installed for a port, as it is read."""
    return [as_offered(name, offers.facts(port, name)) for name in offers.names(port)]


def as_offered(name: str, facts: Facts, why_not: str = "") -> Offered:
    """One of them; what does not work is grey, and an untrained network is marked."""
    told = in_their_words(facts.told)
    if facts.problem is not None:
        return Offered(name, note=translate("Choices", "does not work"), why_not=told, label=called(name))
    notes = {
        "untrained": translate("Choices", "not trained"), "begun": translate("Choices", "training begun"),
    }  # fmt: skip
    return Offered(name, note=notes.get(facts.stage, ""), tip=told, why_not=why_not, label=called(name))


class RendererController(QObject):
    """The choice of who draws."""

    def __init__(self, desk: Desk, box: ChoiceBox, documents: DocumentController, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self.box, self._documents = desk, box, documents
        desk.changed.connect(self.refresh)
        desk.offers.learned.connect(lambda _port: self.refresh())
        documents.shown.connect(self._know)
        documents.redrawn.connect(self._know)
        box.opened.connect(lambda: desk.offers.learn("renderer"))
        box.chosen.connect(self.choose)

    def commands(self) -> list[Command]:
        return [
            Command(
                "view.renderer", translate("Commands", "Renderer…"), "View", self.box.showPopup,
                enabled=self.box.isEnabled, twin="galatea animate PORTRAIT --renderer NAME",
                because=lambda: "" if self.box.isEnabled() else self.tr("No other renderer is installed."),
            ),
            self._step("contrast", translate("Commands", "Finish: Even out contrast")),
            self._step("denoise", translate("Commands", "Finish: Take out noise")),
            self._step("sharpen", translate("Commands", "Finish: Sharpen")),
        ]  # fmt: skip

    def _step(self, name: str, title: str) -> Command:
        """A switch for one of the steps that finish pictures."""

        def is_on() -> bool:
            return name in self._desk.session.project.finish.steps

        def turn() -> None:
            finish = replace(self._desk.session.project.finish, **{name: not is_on()})
            self._desk.apply(title, edits.finished(finish))

        return Command(
            f"view.finish_{name}", title, "View", turn, checked=is_on,
            twin=f"galatea animate PORTRAIT --finish {name}",
        )  # fmt: skip

    def refresh(self) -> None:
        """Show who draws."""
        self.box.show_offered(offered(self._desk.offers, "renderer"), self._desk.session.project.renderer)

    def choose(self, name: str) -> None:
        """Let another renderer draw; or try again, if it could not until now."""
        if name == self._desk.session.project.renderer:
            self._documents.draw_again()
        else:
            self._desk.apply(self.tr("Renderer {0}").format(called(name)), edits.drawn_by(name))

    def _know(self, portrait: Portrait | None) -> None:
        if portrait is not None:
            self._desk.offers.know("renderer", self._desk.preview.renderer, portrait.renderer)
