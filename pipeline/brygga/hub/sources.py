"""Where a model's files come from: the Hugging Face hub, or a folder that holds them."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from brygga.errors import ModelError
from brygga.hub.extras import needs
from brygga.hub.store import checksum


class Source(Protocol):
    """``name`` says where; ``resolve`` turns a branch, tag or commit (or ``None``: the newest) into
    the commit and lists its files, each with its SHA-256 where the source states it; ``fetch``
    puts one of them into a folder.
    """

    name: str

    def resolve(self, revision: str | None) -> tuple[str, dict[str, str | None]]: ...

    def fetch(self, file: str, revision: str, into: Path) -> None: ...


class FolderSource:
    """A folder, or a ``file://`` address of one. It has no commits: its revision is a hash of its
    contents.
    """

    def __init__(self, where: str) -> None:
        self.name = where
        parts = urlsplit(where)
        self._folder = Path(unquote(parts.path)) if parts.scheme == "file" else Path(where)
        if not self._folder.is_dir():
            raise ModelError(
                "there is no such folder",
                code="missing-source",
                where=where,
                remedy="name the folder that holds the model's config.json",
            )

    def resolve(self, revision: str | None) -> tuple[str, dict[str, str | None]]:
        paths = sorted(path for path in self._folder.iterdir() if path.is_file())
        sums = {path.name: checksum(path).sha256 for path in paths}
        listing = "".join(f"{name}\0{sums[name]}\n" for name in sums)
        found = hashlib.sha256(listing.encode()).hexdigest()[:40]
        if revision not in (None, found):
            raise ModelError(
                f"holds revision {found}, not {revision}",
                code="wrong-revision",
                where=self.name,
                remedy="leave --revision out to take what is there",
            )
        return found, dict(sums)

    def fetch(self, file: str, revision: str, into: Path) -> None:  # noqa: ARG002 - it has one
        shutil.copyfile(self._folder / file, into / file)


class HubSource:
    """A repository of the Hugging Face hub (or of the mirror that ``HF_ENDPOINT`` names), read
    without an account.
    """

    def __init__(self, repository: str) -> None:
        self._repository = repository
        if os.environ.get("HF_HUB_OFFLINE", "").lower() in ("1", "true", "yes", "on"):
            raise ModelError(
                "HF_HUB_OFFLINE is set, so nothing is fetched",
                code="offline",
                where=repository,
                remedy="unset it, or give a folder with --from",
            )
        with needs("transformers"):
            import huggingface_hub
        self._hub = huggingface_hub
        self._api = huggingface_hub.HfApi()
        self.name = f"{self._api.endpoint}/{repository}"

    def resolve(self, revision: str | None) -> tuple[str, dict[str, str | None]]:
        try:
            info = self._api.model_info(
                self._repository, revision=revision, files_metadata=True, token=False
            )
        except Exception as error:
            raise self._failed(error) from error
        files = {f.rfilename: f.lfs.sha256 if f.lfs else None for f in info.siblings or []}
        return str(info.sha), files

    def fetch(self, file: str, revision: str, into: Path) -> None:
        try:
            self._hub.hf_hub_download(
                self._repository, file, revision=revision, local_dir=into, token=False
            )
        except Exception as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> ModelError:
        # The client's errors are of many kinds: no network, no such repository, no such revision.
        first = str(error).strip().splitlines()
        return ModelError(
            f"cannot be fetched ({first[0] if first else type(error).__name__})",
            code="pull-failed",
            where=self._repository,
            remedy="check the name, the revision and the network, or give a folder with --from",
        )
