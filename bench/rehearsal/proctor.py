"""The proctor of a rehearsal: signs in, watches the console as its page does, and takes the measures of a bad day."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.rehearsal.line import Line, Unreachable

LOOKING = 2.0
_CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|data-csrf="([^"]+)"')


class NotDone(Exception):
    """A measure was refused; the message is the server's answer."""


@dataclass
class Proctor:
    """A console: `seen` maps each sitting to the moments (monotonic seconds) its answered count was first seen."""

    line: Line
    round_id: int
    seen: dict[str, dict[int, float]] = field(default_factory=dict)
    looks: int = 0
    unchanged: int = 0
    failed: int = 0
    token: str = ""

    async def sign_in(self, username: str, password: str) -> None:
        """Sign in and fetch the console's form token."""
        token = self._token_of((await self.line.get("/staff")).body)
        fields = {"csrf_token": token, "username": username, "password": password}
        await self.line.post_form("/staff", fields)
        self.token = self._token_of((await self.line.get(f"/proctor/rounds/{self.round_id}")).body)

    async def watch(self) -> None:
        """Look every two seconds, as the page does, until cancelled; an outage is looked through."""
        tag = ""
        while True:
            try:
                answer = await self.line.get(f"/proctor/rounds/{self.round_id}/live.json", If_None_Match=tag)
            except Unreachable:
                await asyncio.sleep(LOOKING)
                continue
            self.looks += 1
            if answer.status == 200:  # noqa: PLR2004  # news
                tag = next((line[6:] for line in answer.head.split("\r\n") if line.lower().startswith("etag: ")), "")
                self._note(answer.json())
            elif answer.status == 304:  # noqa: PLR2004  # no news
                self.unchanged += 1
            else:
                self.failed += 1
            await asyncio.sleep(LOOKING)

    async def take(self, measure: str, sittings: Sequence[str], **given: object) -> dict[str, Any]:
        """Take a measure; return what the server says was done."""
        asked = {"measure": measure, "sittings": list(sittings), "reason": "S07", "words": "演练"} | given
        answer = await self.line.post(
            f"/proctor/rounds/{self.round_id}/measures", asked, X_CSRFToken=self.token, Accept="application/json"
        )
        if answer.status != 200:  # noqa: PLR2004  # done
            raise NotDone(answer.body.decode()[:300])
        return answer.json()

    def _note(self, live: dict[str, Any]) -> None:
        now = asyncio.get_running_loop().time()
        for seat in live["seats"]:
            moments = self.seen.setdefault(seat["sitting"], {})
            moments.setdefault(int(seat["answered"]), now)

    @staticmethod
    def _token_of(page: bytes) -> str:
        found = _CSRF.search(page.decode())
        if found is None:
            raise NotDone("a page without csrf_token")
        return found[1] or found[2]
