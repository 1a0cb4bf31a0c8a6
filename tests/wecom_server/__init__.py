"""WeCom's gateway as its specification has it: strict with whoever connects, obedient to the test."""

from tests.wecom_server.gateway import BOT, SECRET, Gateway
from tests.wecom_server.robot import Robot

__all__ = ["BOT", "SECRET", "Gateway", "Robot"]
