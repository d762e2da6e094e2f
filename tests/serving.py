"""A web server on this machine that behaves, or misbehaves, as a test asks it to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    """What is at a path, and how the server gives it.

    Attributes:
        cuts: after how many bytes the next answers break off.
        says: the length that is told, if not the true one; -1 tells none.
        refuses: a status that is answered instead.
        refuses_parts: 416 is answered when a part is asked for.
        gate: an answer waits for it, after as many bytes as the cut says.
    """

    content: bytes
    tag: str = '"one"'
    date: str = ""
    has_ranges: bool = True
    minds_versions: bool = True
    cuts: list[int] = field(default_factory=list)
    says: int | None = None
    refuses: int = 0
    refuses_parts: bool = False
    leads_to: str = ""
    gate: threading.Event | None = None


@dataclass
class Server:
    """Pages by path, and what was asked for them: path, Range, If-Range."""

    root: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    was_asked: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, content: bytes, **how: Any) -> str:
        """Give a page; its address."""
        self.pages[f"/{path}"] = Page(content, **how)
        return f"{self.root}/{path}"


class _Answer(BaseHTTPRequestHandler):
    def __init__(self, server: Server, *given: Any) -> None:
        self.ours = server
        super().__init__(*given)

    def log_message(self, *_: Any) -> None:
        """Tests are quiet."""

    def do_GET(self) -> None:
        wanted, version = self.headers.get("Range", ""), self.headers.get("If-Range", "")
        self.ours.asked.append((self.path, wanted, version))
        page = self.ours.pages.get(self.path)
        if page is None or page.refuses:
            self.send_error(page.refuses if page else 404)
            return
        if page.leads_to:
            self.send_response(302)
            self.send_header("Location", page.leads_to)
            self.end_headers()
            return
        is_same = not page.minds_versions or version in ("", page.tag, page.date)
        start = int(wanted.strip("bytes=-")) if wanted and page.has_ranges and is_same else 0
        if start and (page.refuses_parts or start >= len(page.content)):
            self.send_error(416)
            return
        self._head(page, start)
        self._body(page, page.content[start:])

    def _head(self, page: Page, start: int) -> None:
        whole = len(page.content)
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        for name, value in (("ETag", page.tag), ("Last-Modified", page.date)):
            if value:
                self.send_header(name, value)
        if page.says != -1:
            self.send_header("Content-Length", str(page.says or whole - start))
        self.end_headers()

    def _body(self, page: Page, content: bytes) -> None:
        end = page.cuts.pop(0) if page.cuts else len(content)
        try:
            self.wfile.write(content[:end])
            self.ours.was_asked.set()
            if page.gate is not None:
                page.gate.wait(60)
                self.wfile.write(content[end:])
        except ConnectionError:
            pass  # who asked had enough


@contextmanager
def serving() -> Iterator[Server]:
    """A server for as long as the block lasts."""
    ours = Server("")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answer, ours)) as server:
        ours.root = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield ours
        finally:
            for page in ours.pages.values():
                if page.gate is not None:
                    page.gate.set()
            server.shutdown()
            thread.join()
