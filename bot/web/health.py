"""For those who keep it running: is it well, and how much has it done."""

from __future__ import annotations

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import select

from bot.web.server import SITE

routes = web.RouteTableDef()


class Delivered(Collector):
    """The courier's counts as Prometheus wants them."""

    def __init__(self, counts: object) -> None:
        self.counts = dict(counts)  # type: ignore[call-overload]

    def collect(self) -> list[CounterMetricFamily]:
        family = CounterMetricFamily("jinlin_letters", "Letters by what became of them", labels=["outcome"])
        for outcome, count in self.counts.items():
            family.add_metric([outcome], count)
        return [family]


@routes.get("/health")
async def health(request: web.Request) -> web.Response:
    """200 when the database answers."""
    await request.app[SITE].lanes.read(lambda session: session.scalar(select(1)))
    return web.json_response({"ok": True})


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    registry = CollectorRegistry()
    registry.register(Delivered(request.app[SITE].counts))
    return web.Response(body=generate_latest(registry), content_type="text/plain")
