"""A reader without a browser: one session of Streamlit over a raw websocket.

It sends what Streamlit's frontend sends (every widget's state, the address, the hashes of the
messages it keeps) and reads what is sent to it, but draws nothing.
"""

import time
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.Common_pb2 import FileURLs, FileURLsRequest, UploadedFileInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

# The frontend sends the second where it has no token of its own.
SUBPROTOCOLS = (Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN"))
DAY_WIDGETS = ("date_input", "slider")


class MessageCache:
    """The frontend's cache: hashes of messages, forgotten when long unused."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._runs = 0

    def hashes(self) -> list[str]:
        """What the server need not send again."""
        return list(self._used)

    def keep(self, message: ForwardMsg) -> None:
        """Note a message that may be kept, or the use of one that was."""
        if message.WhichOneof("type") == "ref_hash":
            self._used[message.ref_hash] = self._runs
        elif message.metadata.cacheable:
            self._used[message.hash] = self._runs

    def run_ended(self, most_age: int) -> None:
        """Forget what was last used more than `most_age` runs ago."""
        self._runs += 1
        self._used = {key: at for key, at in self._used.items() if self._runs - at <= most_age}


class Session:
    """One session; make it with `open`, and close it."""

    def __init__(self, socket: ClientConnection, url: str, query: str) -> None:
        self._socket = socket
        self._cache = MessageCache()
        self._context = ContextInfo(
            timezone="UTC", locale="en-US", url=url, is_embedded=False, color_scheme="light"
        )
        self._query = query.removeprefix("?")
        self._page = ""
        self._page_name = ""
        self._states: dict[str, WidgetState] = {}
        self._hidden: list[int] | None = None
        self._most_age = 0
        self._day_widget = ""
        self._uploader = ""
        self._urls: FileURLs | None = None

    @classmethod
    async def open(cls, url: str, query: str = "", page: str = "") -> Self:
        """Connect to the app at `url` (with a slash at its end) and let its script run once."""
        socket = await connect(
            url.replace("http", "ws", 1) + "_stcore/stream",
            subprotocols=SUBPROTOCOLS,
            compression=None,
            max_size=None,
            ping_interval=None,
        )
        session = cls(socket, url, query)
        session._page_name = page
        await session._run()
        return session

    async def close(self) -> None:
        """Hang up."""
        await self._socket.close()

    async def change_day(self, day: str) -> float:
        """Set the day (ISO 8601); return ms until the server says that the script has finished."""
        self._states[self._day_widget].string_array_value.data[:] = [day]
        return await self._run()

    async def upload_url(self, name: str) -> str:
        """Where to put a file of that name, from the app's own address on."""
        asked = FileURLsRequest(request_id="file", file_names=[name])
        await self._socket.send(BackMsg(file_urls_request=asked).SerializeToString())
        while self._urls is None:
            message = ForwardMsg()
            message.ParseFromString(await self._socket.recv(decode=False))
            self._take(message.WhichOneof("type"), message)
        return self._urls.upload_url

    async def bring(self, name: str, size: int) -> float:
        """Have the page take the file that was put there; ms until its script has finished."""
        assert self._urls is not None, "a file is put before it is taken"
        state = WidgetState(id=self._uploader)
        info = UploadedFileInfo(
            file_id=self._urls.file_id, name=name, size=size, file_urls=self._urls
        )
        state.file_uploader_state_value.uploaded_file_info.append(info)
        self._states[self._uploader] = state
        self._urls = None
        return await self._run()

    async def _run(self) -> float:
        began = time.perf_counter()
        await self._socket.send(self._request().SerializeToString())
        while True:
            received = await self._socket.recv(decode=False)
            message = ForwardMsg()
            message.ParseFromString(received)
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    self._cache.run_ended(self._most_age)
                    return 1000 * (time.perf_counter() - began)
            else:
                self._take(kind, message)

    def _request(self) -> BackMsg:
        state = ClientState(
            query_string=self._query,
            page_script_hash=self._page,
            page_name=self._page_name,
            cached_message_hashes=self._cache.hashes(),
            context_info=self._context,
        )
        state.widget_states.widgets.extend(self._states.values())
        return BackMsg(rerun_script=state)

    def _take(self, kind: str | None, message: ForwardMsg) -> None:
        self._cache.keep(message)
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
            self._most_age = message.new_session.config.max_cached_message_age
        elif kind == "file_urls_response":
            self._urls = message.file_urls_response.file_urls[0]
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            self._take_delta(message.delta, list(message.metadata.delta_path))

    def _take_delta(self, delta: Delta, path: list[int]) -> None:
        """Note the state of a new widget, unless it is inside a popover: none is opened."""
        if delta.WhichOneof("type") == "add_block":
            if _is_popover(delta.add_block):
                self._hidden = path
        elif self._hidden is None or path[: len(self._hidden)] != self._hidden:
            element = delta.new_element
            if element.WhichOneof("type") == "file_uploader":
                self._uploader = element.file_uploader.id
            state = _first_state(element)
            if state and state.id not in self._states:
                self._states[state.id] = state
                if element.WhichOneof("type") in DAY_WIDGETS:
                    self._day_widget = state.id


def _is_popover(block: Block) -> bool:
    return block.WhichOneof("type") == "popover"


def _first_state(element: Element) -> WidgetState | None:
    """What the frontend makes of a widget that nobody has touched."""
    kind = element.WhichOneof("type") or ""
    widget: Any = getattr(element, kind, None)
    if kind == "date_input":
        values = list(widget.value if widget.set_value else widget.default)
    elif kind == "slider":
        values = [widget.options[int(number)] for number in widget.default]
    elif kind == "button_group":
        values = list(widget.raw_values) or [widget.options[n].content for n in widget.default]
    elif kind == "selectbox":
        state = WidgetState(id=widget.id)
        if widget.raw_value:
            state.string_value = widget.raw_value
        elif widget.HasField("default"):
            state.string_value = widget.options[widget.default]
        return state
    else:
        return None
    state = WidgetState(id=widget.id)
    state.string_array_value.data.extend(values)
    return state
