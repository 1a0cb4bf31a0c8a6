"""What the Bot API says when it says no: one exception, and the sentences bots have to recognise."""

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
POLLER_ENDED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
NEVER_STARTED = "Forbidden: bot can't initiate conversation with a user"
BLOCKED = "Forbidden: bot was blocked by the user"
KICKED = "Forbidden: bot was kicked from the {kind} chat"
NOT_A_MEMBER = "Forbidden: bot is not a member of the {kind} chat"
UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"


class Refusal(Exception):
    """A call the server will not carry out; a `breach` is one the bot could have known to be wrong, so tests count it."""

    def __init__(self, code: int, description: str, *, breach: bool = False, **parameters: Any) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.breach = breach
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON object Telegram sends."""
        said: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            said["parameters"] = self.parameters
        return said


def bad(reason: str) -> Refusal:
    """A 400 that depends on the state of the chat: not the bot's fault."""
    return Refusal(400, f"Bad Request: {reason}")


def breach(reason: str) -> Refusal:
    """A 400 for a rule the bot can know beforehand: recorded in `server.violations`."""
    return Refusal(400, f"Bad Request: {reason}", breach=True)


def flood(seconds: int) -> Refusal:
    """A 429 with the pause it asks for."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
