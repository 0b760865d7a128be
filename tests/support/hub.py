"""A server on loopback that answers as the file API of the Hugging Face hub does."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Hub:
    """Serves one repository from a folder: ``commit`` is what ``main`` means.

    ``asked`` collects the paths of all requests; ``broken`` names files whose bytes arrive changed,
    ``cut`` files whose connection ends half way; ``status`` answers everything with an error.
    """

    def __init__(self, repository: str, folder: Path, commit: str) -> None:
        self.repository, self.folder, self.commit = repository, folder, commit
        self.asked: list[str] = []
        self.broken: set[str] = set()
        self.cut: set[str] = set()
        self.status = 200
        self.address = ""

    def listing(self) -> bytes:
        siblings = []
        for path in sorted(self.folder.iterdir()):
            if path.is_file():
                data = path.read_bytes()
                one = {"rfilename": path.name, "size": len(data), "blobId": "0" * 40}
                if path.suffix in (".safetensors", ".bin", ".spm"):
                    digest = hashlib.sha256(data).hexdigest()
                    one["lfs"] = {"sha256": digest, "size": len(data), "pointerSize": 134}
                siblings.append(one)
        return json.dumps(
            {"id": self.repository, "sha": self.commit, "private": False, "siblings": siblings}
        ).encode()


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_HEAD(self) -> None:
            self.answer(body=False)

        def do_GET(self) -> None:
            self.answer(body=True)

        def answer(self, *, body: bool) -> None:
            path = unquote(urlsplit(self.path).path)
            hub.asked.append(path)
            info = f"/api/models/{hub.repository}"
            files = f"/{hub.repository}/resolve/{hub.commit}/"
            file = hub.folder / path.removeprefix(files)
            if hub.status != 200:
                self.send(hub.status, b"{}", {}, body=body)
            elif path in (info, f"{info}/revision/main", f"{info}/revision/{hub.commit}"):
                self.send(200, hub.listing(), {"Content-Type": "application/json"}, body=body)
            elif path.startswith(files) and file.is_file():
                data = file.read_bytes()
                headers = {
                    "ETag": f'"{hashlib.sha256(data).hexdigest()}"',
                    "X-Repo-Commit": hub.commit,
                    "Accept-Ranges": "bytes",
                }
                if file.name in hub.broken:
                    data = bytes(reversed(data))
                self.send(200, data, headers, body=body, cut=file.name in hub.cut)
            else:
                code = "RepoNotFound" if not path.startswith(info) else "RevisionNotFound"
                self.send(404, b"{}", {"X-Error-Code": code}, body=body)

        def send(
            self,
            status: int,
            data: bytes,
            headers: dict[str, str],
            *,
            body: bool,
            cut: bool = False,
        ) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if body:
                self.wfile.write(data[: len(data) // 2] if cut else data)
            if cut:
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
