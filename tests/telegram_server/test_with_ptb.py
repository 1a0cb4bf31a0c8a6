"""python-telegram-bot's own Bot finds nothing odd about this server, and the server nothing odd about it."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyParameters
from telegram.error import BadRequest, Forbidden, RetryAfter

from .files import picture
from .server import TelegramServer

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("是", callback_data="v:1"), InlineKeyboardButton("否", callback_data="v:0")]])


@pytest.mark.asyncio
async def test_send_edit_photo_and_updates() -> None:
    async with TelegramServer() as server, Bot(server.token, server.base_url, server.base_file_url) as bot:
        wang = server.world.user(11, "王", started=True)
        group = server.world.group(-1001, "三号楼", members=(wang,), bot_admin=True)
        asked = server.world.say(group, wang, "/vote@jinlin_bot 装电梯")
        update = (await bot.get_updates(timeout=0, allowed_updates=["message", "callback_query"]))[0]
        told = update.to_dict()["message"]
        assert (told["from"]["id"], told["entities"][0]["type"], told["text"]) == (11, "bot_command", asked.text)
        sent = await bot.send_message(-1001, "投票", reply_markup=BUTTONS, reply_parameters=ReplyParameters(asked.id))
        await bot.edit_message_text("投票 1", -1001, sent.message_id, reply_markup=BUTTONS)
        assert (server.last(group).text, server.last(group).labels) == ("投票 1", [["是", "否"]])
        pressed = server.world.press(wang, server.last(group), "v:1")
        query = (await bot.get_updates(offset=update.update_id + 1))[0].callback_query
        assert query is not None
        assert (query.data, query.to_dict()["message"]["text"], await query.answer("已记下")) == ("v:1", "投票 1", True)
        assert server.answer_to(pressed) == {"callback_query_id": pressed, "text": "已记下"}
        photo = await bot.send_photo(11, picture(), caption="图")
        assert await (await photo.photo[-1].get_file()).download_as_bytearray() == picture()
        album = await bot.send_media_group(11, [InputMediaPhoto(picture()), InputMediaPhoto(picture(shade=9), caption="二")])
        assert len(album) == 2
        await bot.edit_message_media(InputMediaPhoto(picture(shade=7)), 11, photo.message_id)
        await bot.send_document(11, b"a,b", filename="账.csv")
        await bot.pin_chat_message(-1001, sent.message_id, disable_notification=True)
        await bot.set_my_commands([BotCommand("vote", "投票")], scope=BotCommandScopeChat(-1001), language_code="zh")
        assert (await bot.get_chat(-1001)).title == "三号楼"
        assert {one.user.id for one in await bot.get_chat_administrators(-1001)} <= {11}
        assert server.violations == []


@pytest.mark.asyncio
async def test_errors_are_the_ones_the_library_knows() -> None:
    async with TelegramServer() as server, Bot(server.token, server.base_url, server.base_file_url) as bot:
        wang = server.world.user(11, "王", started=True)
        sent = await bot.send_message(11, "一")
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_text("一", 11, sent.message_id)
        server.world.block(wang)
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(11, "二")
        server.fault("sendMessage", "flood", 9)
        with pytest.raises(RetryAfter):
            await bot.send_message(11, "三")
        assert server.violations == []
