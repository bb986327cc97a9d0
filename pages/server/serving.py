"""What our server sends besides Streamlit's own pages: files of the map, and security headers."""

import re
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo_data.export import press, standalone
from geo_data.figures.map import assets
from pages.server import files
from pages.server.answers import accepts_gzip

# What a reader uploads stays in memory: Starlette would write more than 1 MB to a file.
MultiPartParser.spool_max_size = 2**23


def _route(prefix: str, asset: assets.Asset) -> Route:
    async def serve(request: Request) -> Response:
        headers = {
            "cache-control": files.FOR_EVER,
            "vary": "accept-encoding",
            # a page to embed asks for modules and shapes as a stranger, if its frame is a sandbox
            "access-control-allow-origin": "*",
        }
        if accepts_gzip(request.headers):
            headers["content-encoding"] = "gzip"
            return Response(asset.gzipped, media_type=asset.media_type, headers=headers)
        return Response(asset.content, media_type=asset.media_type, headers=headers)

    return Route(prefix + asset.path, serve)


def base() -> str:
    """The app's base path, empty or with a slash before it."""
    path = st.get_option("server.baseUrlPath").strip("/")
    return f"/{path}" if path else ""


def routes() -> list[Route]:
    """A route for each file of the map, below the app's base path too."""
    # Streamlit does not put the base path before routes of ours.
    prefixes = sorted({"", base()})
    shown = [_route(prefix, asset) for prefix in prefixes for asset in assets.all_assets()]
    return shown + [route for prefix in prefixes for route in files.routes(prefix)]


def _inline_scripts() -> str:
    """The hashes of the scripts that Streamlit's own page carries in its text."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    return standalone.hashes(re.findall(r"<script>(.*?)</script>", page, re.DOTALL))


_SHARED = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-src 'self'; "
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
NO_FOREIGN_FRAME = "frame-ancestors 'self'; "


def _local(address: str) -> str:
    """An address of ours without a host: the one that it has is whatever the reader sent."""
    _, mark, rest = address.partition("://")
    return "/" + rest.partition("/")[2].lstrip("/") if mark else address


class SecurityHeaders:
    """Adds the headers to every answer.

    Only the component's frame may evaluate scripts, only the page to embed may be framed by others.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Streamlit's own script compiles a WebAssembly module for long numbers; that evaluates no
        # script.
        self.page = f"{_SHARED}script-src 'self' 'wasm-unsafe-eval' {_inline_scripts()}"
        # streamlit-folium evaluates the script that each frame of the map is.
        self.component = f"{_SHARED}script-src 'self' 'unsafe-inline' 'unsafe-eval'"
        self.embeds = {f"{prefix}/{press.EMBED}" for prefix in ("", base())}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: everything but HTTP passes as it is."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = self.component if "/component/" in scope["path"] else self.page
        framed = scope["path"] in self.embeds

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = policy if framed else NO_FOREIGN_FRAME + policy
                if not framed:
                    headers["x-frame-options"] = "SAMEORIGIN"
                if "location" in headers:
                    headers["location"] = _local(headers["location"])
                headers.update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)
