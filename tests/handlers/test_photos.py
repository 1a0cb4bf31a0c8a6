"""照片: what staff are shown, and where."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from models.matters import Snapshot
from models.messaging import Media, Picture
from tests.house import Neighbourhood, photo


async def pictures(n: Neighbourhood, where: str) -> list[Picture | None]:
    await n.say("于美玲", where, "照片 1")
    return [shown.message.picture for shown in n.channel.shown if shown.message.picture]


async def test_the_photos_come_by_the_channels_own_reference(neighbourhood: Neighbourhood) -> None:
    first, second = photo(1)[0], photo(2)[0]
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼路灯不亮", attachments=(first, second))
    shown = await pictures(neighbourhood, "工作群")
    assert shown == [
        Picture(first.ref, "#1 的照片 1/2", of="telegram"),
        Picture(second.ref, "#1 的照片 2/2", of="telegram"),
    ]


async def test_what_cannot_be_shown_here_is_said(neighbourhood: Neighbourhood) -> None:
    video = replace(photo(2)[0], media=Media.VIDEO)
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼路灯不亮", attachments=(photo(1)[0], video))
    assert len(await pictures(neighbourhood, "工作群")) == 1
    assert neighbourhood.channel.said(neighbourhood.groups["工作群"])[-1] == "#1 另有 1 件照片或视频，请看原来的消息。"


async def test_a_photo_nobody_claimed_belongs_to_nobody(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼路灯不亮", attachments=photo(1))
    with neighbourhood.database.writing() as session:
        session.execute(update(Snapshot).values(matter_id=None))
    assert await pictures(neighbourhood, "工作群") == []
    assert neighbourhood.channel.said(neighbourhood.groups["工作群"])[-1] == "#1 没有照片。"
