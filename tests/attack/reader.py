"""A reader without a browser who uploads files, honestly or not."""

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

WAIT = 60
BOUNDARY = "boundary"
KIND = f"multipart/form-data; boundary={BOUNDARY}"


def body(content: bytes, name: str = "a.csv") -> bytes:
    """A form with one file, as a browser sends it."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\n'
    )
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


@dataclass(frozen=True)
class Answer:
    """What a request was answered."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Reader:
    """One reader of the server at `url`; `session` is the one that his page lives in."""

    url: str
    session: str = ""
    page: ExitStack = field(default_factory=ExitStack)
    token: str = field(default="")

    def _line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=WAIT)

    def _path(self, file: str) -> str:
        return f"{urlsplit(self.url).path}_stcore/upload_file/{self.session}/{file}"

    def ask(
        self,
        method: str,
        path: str,
        content: bytes | Iterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request on a line of its own."""
        line = self._line()
        try:
            line.request(method, path, content, dict(headers or {}))
            answer = line.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read().decode())
        finally:
            line.close()

    def held(self) -> dict[str, int]:
        """What the server holds for all readers."""
        found: dict[str, int] = json.loads(self.ask("GET", "/held").text)
        return found

    def headers(self) -> dict[str, str]:
        """What a page of ours sends along with a file."""
        if not self.token:
            path = f"{urlsplit(self.url).path}_stcore/health"
            cookie = SimpleCookie(self.ask("GET", path).headers.get("set-cookie", ""))
            self.token = cookie["_streamlit_xsrf"].value
        return {
            "X-Xsrftoken": self.token,
            "Cookie": f"_streamlit_xsrf={self.token}",
            "Content-Type": KIND,
        }

    def put(self, file: str, content: bytes | Iterator[bytes], **changed: str) -> Answer:
        """Upload a form; a header that is changed to nothing is not sent."""
        headers = {**self.headers(), **{name.replace("_", "-"): v for name, v in changed.items()}}
        kept = {name: value for name, value in headers.items() if value}
        return self.ask("PUT", self._path(file), content, kept)

    def delete(self, file: str) -> Answer:
        """Take a file back."""
        return self.ask("DELETE", self._path(file), headers=self.headers())

    def home(self) -> Answer:
        """Ask whether the server has this session."""
        return self.ask("GET", self._path("any"))

    @contextmanager
    def slow(self, file: str, length: int | None, sent: bytes = b"") -> Iterator[socket.socket]:
        """Begin an upload that says it is so long (None: does not), and send a part of it."""
        at = urlsplit(self.url)
        lines = [f"PUT {self._path(file)} HTTP/1.1", f"Host: {at.netloc}"]
        lines += [f"{name}: {value}" for name, value in self.headers().items()]
        told = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
        lines += [told, "", ""]
        with socket.create_connection((at.hostname or "", at.port or 80), timeout=WAIT) as line:
            line.sendall("\r\n".join(lines).encode() + sent)
            yield line

    def arrive(self, name: str = "") -> None:
        """Open a page, or come back to the session there is."""
        before = [Subprotocol(self.session)] if self.session else []
        names = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN"), *before]
        address = self.url.replace("http", "ws", 1) + "_stcore/stream"
        line = self.page.enter_context(
            connect(address, subprotocols=names, max_size=None, compression=None)
        )
        state = ClientState(page_name=name, context_info=ContextInfo(url=self.url))
        line.send(BackMsg(rerun_script=state).SerializeToString())
        while True:
            message = ForwardMsg.FromString(line.recv(WAIT, decode=False))
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id
            elif message.WhichOneof("type") == "script_finished":
                return

    def leave(self) -> None:
        """Close the page."""
        self.page.close()
