"""The world around the bot: who is there, in which groups, with which rights; and, from Talk, what they say."""

from .chats import ADMIN_RIGHTS, Chat, Member, Message, Raw, User
from .state import ChatRef
from .talk import Talk
from .updates import member_change


class World(Talk):
    """Builds people and groups and lets things happen to them; every helper tells the bot what Telegram would tell it."""

    def user(
        self, number: int, first_name: str, *, username: str | None = None, started: bool = False, language_code: str | None = "zh-hans"
    ) -> User:
        """A person; unless `started`, the bot may not write first."""
        user = User(number, first_name, username, language_code, started=started)
        self.state.users[number] = user
        return user

    def group(
        self,
        number: int,
        title: str,
        *,
        members: tuple[User, ...] = (),
        admins: tuple[User, ...] = (),
        bot_admin: bool = False,
        is_forum: bool = False,
    ) -> Chat:
        """A group the bot is in: a supergroup if the id says so (-100…), else a basic group. No update is sent."""
        chat = Chat(number, "supergroup" if number <= -1_000_000_000_000 else "group", title, is_forum=is_forum)
        self.state.chats[number] = chat
        for member in members:
            chat.member(member).status = "member"
        for admin in (*admins, *((self.bot,) if bot_admin else ())):
            chat.members[admin.id] = Member(admin, "administrator", dict.fromkeys(ADMIN_RIGHTS, True))
        if not bot_admin:
            chat.members[self.bot.id] = Member(self.bot)
        return chat

    def channel(self, number: int, title: str) -> Chat:
        """A channel the bot is an administrator of."""
        chat = self.state.chats[number] = Chat(number, "channel", title)
        chat.members[self.bot.id] = Member(self.bot, "administrator", dict.fromkeys(ADMIN_RIGHTS, True))
        return chat

    def start(self, user: User, payload: str = "") -> Message:
        """The start button, with the payload of a deep link; lifts a block."""
        if user.blocked:
            self.unblock(user)
        return self.say(user, user, f"/start {payload}".rstrip())

    def join(self, chat: ChatRef, *users: User, by: User | None = None) -> Message:
        """People come in, by themselves or added by someone."""
        place = self.state.chat(chat)
        for user in users:
            self._become(place, user, "member", by or user)
        return self._write(place, (by or users[0]).raw, {"new_chat_members": [user.raw for user in users]})

    def leave(self, chat: ChatRef, user: User, *, by: User | None = None) -> Message:
        """A person goes, or is thrown out `by` someone."""
        place = self.state.chat(chat)
        self._become(place, user, "kicked" if by else "left", by or user)
        return self._write(place, (by or user).raw, {"left_chat_member": user.raw})

    def promote(self, chat: ChatRef, user: User, *, by: User | None = None, **rights: bool) -> None:
        """Makes a person, or the bot, administrator; all rights unless some are named False."""
        place = self.state.chat(chat)
        held = {**dict.fromkeys(ADMIN_RIGHTS, True), **rights}
        self._become(place, user, "administrator", by or self._someone(place), held)

    def demote(self, chat: ChatRef, user: User, *, by: User | None = None) -> None:
        """Back to a plain member."""
        place = self.state.chat(chat)
        self._become(place, user, "member", by or self._someone(place))

    def add_bot(self, chat: ChatRef, by: User) -> Message:
        """The bot is added to a group, anew or for the first time."""
        place = self.state.chat(chat)
        self._become(place, self.bot, "member", by)
        return self._write(place, by.raw, {"new_chat_members": [self.bot.raw]})

    def kick_bot(self, chat: ChatRef, by: User | None = None) -> None:
        """The bot is thrown out; it learns by my_chat_member."""
        place = self.state.chat(chat)
        self._become(place, self.bot, "kicked", by or self._someone(place))

    def block(self, user: User) -> None:
        """The person blocks the bot."""
        self._toggle(user, blocked=True)

    def unblock(self, user: User) -> None:
        """The person lets the bot write again."""
        self._toggle(user, blocked=False)

    def migrate(self, group: ChatRef) -> Chat:
        """A basic group becomes a supergroup with a new id: two service messages, old messages stay behind."""
        old = self.state.chat(group)
        with self.state.lock:
            new = Chat(-1_001_000_000_000 - abs(old.id), "supergroup", old.title)
            new.members = dict(old.members)
            self.state.chats[new.id] = new
            someone = self._someone(old).raw
            self._write(old, someone, {"migrate_to_chat_id": new.id})
            old.migrated_to = new.id
            self._write(new, someone, {"migrate_from_chat_id": old.id})
        return new

    def topic(self, chat: ChatRef, user: User, name: str) -> int:
        """A new forum topic; its number is that of the message that made it."""
        place = self.state.chat(chat)
        created = self._write(place, user.raw, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
        place.topics.add(created.id)
        return created.id

    def close_topic(self, chat: ChatRef, thread: int) -> None:
        """A forum topic is deleted: writing there fails."""
        self.state.chat(chat).topics.discard(thread)

    def restart_numbering(self, first_id: int) -> None:
        """Update ids begin again elsewhere, as after a week without updates."""
        self.state.inbox.restart(first_id)

    def _become(self, chat: Chat, user: User, status: str, by: User, rights: dict[str, bool] | None = None) -> None:
        """A change of place in a group; told as my_chat_member for the bot, as chat_member to a bot that rules the group."""
        with self.state.lock:
            member = chat.member(user)
            old = member.raw()
            member.status, member.rights = status, rights or {}
            change = member_change(chat, by.raw, self.state.now(), old, member.raw())
            if user is self.bot:
                self._tell("my_chat_member", chat, change)
            elif chat.member(self.bot).rules:
                self._tell("chat_member", chat, change)

    def _toggle(self, user: User, *, blocked: bool) -> None:
        with self.state.lock:
            chat = self.state.private(user)
            states: list[Raw] = [{"status": "member", "user": self.bot.raw}, {"status": "kicked", "user": self.bot.raw, "until_date": 0}]
            old, new = states if blocked else reversed(states)
            user.blocked = blocked
            self._tell("my_chat_member", chat, member_change(chat, user.raw, self.state.now(), old, new))

    def _someone(self, chat: Chat) -> User:
        """Whoever rules the group, or anyone in it."""
        people = [member for member in chat.members.values() if not member.user.is_bot and member.present]
        people.sort(key=lambda member: not member.rules)
        return people[0].user if people else self.user(999_000_001, "群主")
