"""The server: Streamlit behind a gate that checks every request, the WebSocket included, before Streamlit sees it.

`python server.py` serves on this computer only; `uvicorn server:app` is the same for those who bring their own flags.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import re
import sys
import traceback
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import streamlit as st
import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.runtime.pages_manager import PagesManager

import catalogue
from exports.content.content import about, contents
from exports.content.library import Library
from exports.page.slideshow import as_slideshow
from exports.page.slideshow import files as slideshow_files
from insights.findings import Finding
from schema import Language
from screen import warm
from screen.notebook import notebook_words
from screen.shell import data, words
from screen.shell.site import Site
from screen.upload import receiving
from store import store_url
from store.notebooks import NoNotebook, read

HERE = Path(__file__).parent
ALLOWED_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


def _inline_scripts() -> str:
    """The hashes of the scripts that stand in Streamlit's own page, as the content security policy wants them."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return " ".join(f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in scripts)


SECURITY_HEADERS = {
    "content-security-policy": "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {_inline_scripts()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss: data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Gate:
    """Lets in requests whose Host is this computer, and puts the security headers on every answer.

    A foreign Host on a local address is DNS rebinding; Streamlit alone accepts such a WebSocket. While there is no
    login, the metrics that Streamlit publishes are for nobody.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if host_of(Headers(scope=scope).get("host", "")) not in ALLOWED_HOSTS:
            await _refuse(scope, receive, send, 421, "This server answers to 127.0.0.1 and localhost only.")
        elif scope["path"].rstrip("/") == "/_stcore/metrics":
            await _refuse(scope, receive, send, 404, "Not found.")
        elif _is_uninvited(scope):
            await _refuse(scope, receive, send, 403, "Files are taken on the upload page only.")
        elif scope["type"] == "http" and "/_stcore/" in scope["path"][1:]:
            # On a link to a page (/employment) the browser first looks for the server below that page. Any answer but
            # 2xx sends it on to the right place; one below 400 does so without an error in the console.
            await _refuse(scope, receive, send, 300, "Ask at the root.")
        else:
            await self.app(scope, receive, _with_headers(send))


def _is_uninvited(scope: Scope) -> bool:
    """Whether somebody sends a file without having the upload page open."""
    _, slash, place = scope["path"].partition("/_stcore/upload_file/")
    return bool(slash) and scope.get("method") == "PUT" and not receiving.is_welcome(place.partition("/")[0])


def host_of(header: str) -> str:
    """The host of a Host header, without its port."""
    host, colon, port = header.rpartition(":")
    return (host if colon and port.isdigit() else header).lower()


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, reason: str) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(code=1008, reason=reason)(scope, receive, send)
    else:
        await PlainTextResponse(reason, status_code=status)(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers[name] = value
        await send(message)

    return sending


@cache
def _site() -> Site:
    return Site(catalogue.chapters(), catalogue.datasets(), catalogue.identities(), {})


@lru_cache(maxsize=2)
def _library(release: data.Release) -> Library:
    """The catalogue over the store as it stands after its newest release; what was read is kept until the next."""
    site = _site()

    def audited(number: int) -> list[Finding]:
        return data.findings(site, replace(release, number=number))

    store = data.opened(release.url, site.datasets)
    return Library(store, site.chapters, site.datasets, site.identities, audited)


def present(request: Request) -> Response:
    """The slide show of a notebook, as it stands now."""
    asked = request.query_params
    language: Language = "en" if asked.get("lang") == "en" else "zh"
    library = _library(data.newest_of(store_url()))
    try:
        notebook = read(library.store, request.path_params["notebook"]).notebook
    except NoNotebook:
        return PlainTextResponse(notebook_words.NOT_FOUND.text(language), status_code=404)
    return HTMLResponse(
        as_slideshow(
            contents(library, notebook, language),
            about(library, notebook, datetime.now(UTC)),
            language,
            dark=asked.get("theme") == "dark",
            place="/present/files",
            back=f"/notebooks?{urlencode({'notebook': notebook.id, 'lang': language})}",
        )
    )


def slideshow_file(request: Request) -> Response:
    """A script or the style of the slide show."""
    found = slideshow_files().get(request.path_params["name"])
    if found is None:
        return PlainTextResponse("Not found.", status_code=404)
    text, media_type = found
    return Response(text, media_type=media_type, headers={"cache-control": "no-cache"})


def told_of_failure(error: Exception) -> bool:
    """One clear sentence in place of a traceback; the traceback goes to the server's log."""
    traceback.print_exception(error)
    st.error(words.FAILED.text(st.session_state.get("language", "zh")))
    return True


@asynccontextmanager
async def keeping_ready(_app: st.App) -> AsyncIterator[None]:
    """While the server is up, every release is got ready for its readers as soon as it is made."""
    site = _site()
    stopped = Event()
    Thread(target=warm.keep, args=(site, store_url(), stopped), daemon=True).start()
    yield
    stopped.set()


# Until app.py has run once, Streamlit would take `pages/` for its own older kind of pages and run one without app.py.
PagesManager.uses_pages_directory = False
receiving.install()
routes = [Route("/present/files/{name}", slideshow_file), Route("/present/{notebook}", present)]
app = st.App(
    HERE / "app.py",
    routes=routes,
    middleware=[Middleware(Gate)],
    on_script_error=told_of_failure,
    lifespan=keeping_ready,
)


def main() -> int:
    """Serve on the address asked for; any other than this computer's own is refused while there is no login."""
    parser = argparse.ArgumentParser(prog="python server.py", description="Serve the notebook on this computer.")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    asked = parser.parse_args()
    if not _is_loopback(asked.address):
        print(f"{asked.address} can be reached from other computers, and login is off: not served.", file=sys.stderr)
        return 1
    os.chdir(HERE)
    print(f"{words.TITLE.zh}: http://{asked.address}:{asked.port}")
    uvicorn.run(app, host=asked.address, port=asked.port, log_level="warning", ws_max_size=16 * 1024 * 1024)
    return 0


def _is_loopback(address: str) -> bool:
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main())
