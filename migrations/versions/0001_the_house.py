"""The house."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OBJECT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_tries",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_tries")),
    )
    with op.batch_alter_table("code_tries", schema=None) as batch_op:
        batch_op.create_index("ix_code_tries_who", ["who", "at"], unique=False)

    op.create_table(
        "communities",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("last_number", ID, nullable=False),
        sa.Column("settings", OBJECT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communities")),
        sa.UniqueConstraint("name", name=op.f("uq_communities_name")),
    )
    op.create_table(
        "flags",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_flags")),
    )
    op.create_table(
        "journal",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("key", sa.String(length=255), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "handled",
                "refused",
                "failed",
                "quarantined",
                "replayed",
                "skipped",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("seq", ID, nullable=True),
        sa.Column("detail", OBJECT, nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("link", sa.String(length=64), nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sa.UniqueConstraint("key", name=op.f("uq_journal_key")),
        sa.UniqueConstraint("subject", "seq", name=op.f("uq_journal_subject_seq")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_journal_dead",
            ["id"],
            unique=False,
            sqlite_where=sa.text("result IN ('failed', 'quarantined')"),
            postgresql_where=sa.text("result IN ('failed', 'quarantined')"),
        )
        batch_op.create_index(
            "ix_journal_old", ["at"], unique=False, sqlite_where=sa.text("subject IS NULL"), postgresql_where=sa.text("subject IS NULL")
        )

    op.create_table(
        "persons",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("forgotten_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.create_index("ix_persons_name", ["name"], unique=False)

    op.create_table(
        "sent_forms",
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("once", name=op.f("pk_sent_forms")),
    )
    with op.batch_alter_table("sent_forms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_forms_at"), ["at"], unique=False)

    op.create_table(
        "tallies",
        sa.Column("community_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("done", ID, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "path", "month", name=op.f("pk_tallies")),
    )
    op.create_table(
        "timers",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column(
            "late", sa.Enum("say", "skip", "collapse", name="late", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("fired_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timers")),
        sa.UniqueConstraint("name", "subject", "due_at", name=op.f("uq_timers_name_subject_due_at")),
    )
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_timers_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("fired_at IS NULL"),
            postgresql_where=sa.text("fired_at IS NULL"),
        )

    op.create_table(
        "web_rooms",
        sa.Column("id", ID, nullable=False),
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_rooms")),
        sa.UniqueConstraint("address", name=op.f("uq_web_rooms_address")),
    )
    op.create_table(
        "wecom_chats",
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("req_id", sa.String(length=200), nullable=False),
        sa.Column("message", sa.String(length=40), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("answer_url", sa.Text(), nullable=False),
        sa.Column("cards", sa.Boolean(), nullable=True),
        sa.Column("rung", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_wecom_chats")),
    )
    op.create_table(
        "wecom_nonces",
        sa.Column("nonce", sa.String(length=128), nullable=False),
        sa.Column("message", sa.String(length=40), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_wecom_nonces")),
    )
    op.create_table(
        "wecom_sent",
        sa.Column("message", sa.String(length=40), nullable=False),
        sa.Column("chat", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("card", OBJECT, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_wecom_sent")),
    )
    with op.batch_alter_table("wecom_sent", schema=None) as batch_op:
        batch_op.create_index("ix_wecom_sent_at", ["at"], unique=False)
        batch_op.create_index("ix_wecom_sent_chat", ["chat", "digest"], unique=False)

    op.create_table(
        "wecom_streams",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("chat", sa.String(length=80), nullable=False),
        sa.Column("message", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wecom_streams")),
        sa.UniqueConstraint("message", name=op.f("uq_wecom_streams_message")),
    )
    with op.batch_alter_table("wecom_streams", schema=None) as batch_op:
        batch_op.create_index("ix_wecom_streams_chat", ["chat", "opened_at"], unique=False)
        batch_op.create_index("ix_wecom_streams_opened", ["opened_at"], unique=False)

    op.create_table(
        "absences",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_absences_ends_after_it_began")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_absences_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sa.UniqueConstraint("person_id", "community_id", "first", name=op.f("uq_absences_person_id_community_id_first")),
    )
    op.create_table(
        "account_codes",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_account_codes_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_account_codes")),
        sa.UniqueConstraint("digest", name=op.f("uq_account_codes_digest")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("external", sa.String(length=80), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_accounts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("channel", "external", name=op.f("uq_accounts_channel_external")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_person_id"), ["person_id"], unique=False)

    op.create_table(
        "corrections",
        sa.Column("community_id", ID, nullable=False),
        sa.Column("term", sa.String(length=8), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "utilities",
                "elevator",
                "sanitation",
                "noise",
                "traffic",
                "safety",
                "illegal_building",
                "facilities",
                "greening",
                "property",
                "dispute",
                "other",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("times", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("times >= 0", name=op.f("ck_corrections_times_not_negative")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_corrections_community_id")),
        sa.PrimaryKeyConstraint("community_id", "term", "category", name=op.f("pk_corrections")),
    )
    op.create_table(
        "departments",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("aliases", OBJECT, nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_departments_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_departments_community_id_name")),
    )
    op.create_table(
        "digests",
        sa.Column("community_id", ID, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_digests_community_id")),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_digests")),
    )
    op.create_table(
        "enrolments",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("employer", sa.String(length=40), nullable=False),
        sa.Column("hours", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_enrolments_hours_not_negative")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_enrolments_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_enrolments_person_id")),
        sa.PrimaryKeyConstraint("person_id", "community_id", name=op.f("pk_enrolments")),
    )
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.create_index("ix_enrolments_community", ["community_id", "employer"], unique=False)

    op.create_table(
        "helpers",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("skills", OBJECT, nullable=False),
        sa.Column("cap", ID, nullable=False),
        sa.Column("on_duty_since", MOMENT, nullable=True),
        sa.Column("on_duty_until", MOMENT, nullable=True),
        sa.Column("served_at", MOMENT, nullable=True),
        sa.CheckConstraint("cap > 0", name=op.f("ck_helpers_cap_positive")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_helpers_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_helpers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helpers")),
        sa.UniqueConstraint("person_id", "community_id", name=op.f("uq_helpers_person_id_community_id")),
    )
    with op.batch_alter_table("helpers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_helpers_on_duty",
            ["community_id"],
            unique=False,
            sqlite_where=sa.text("on_duty_since IS NOT NULL"),
            postgresql_where=sa.text("on_duty_since IS NOT NULL"),
        )

    op.create_table(
        "invitees",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_invitees_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_invitees_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitees")),
        sa.UniqueConstraint("community_id", "words", name=op.f("uq_invitees_community_id_words")),
    )
    with op.batch_alter_table("invitees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitees_person_id"), ["person_id"], unique=False)

    op.create_table(
        "limits",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("used", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_limits_person_id")),
        sa.PrimaryKeyConstraint("person_id", "day", "what", name=op.f("pk_limits")),
    )
    with op.batch_alter_table("limits", schema=None) as batch_op:
        batch_op.create_index("ix_limits_day", ["day"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("minutes_at", MOMENT, nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "open", "closed", "cancelled", name="sitting", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("waiting", ID, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("promise_minutes", ID, nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("began_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("minutes_at > at", name=op.f("ck_meetings_minutes_after")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_meetings_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(
            "uq_meetings_coming",
            ["community_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'open')"),
            postgresql_where=sa.text("state IN ('draft', 'open')"),
        )
        batch_op.create_index(
            "uq_meetings_day",
            ["community_id", "day"],
            unique=True,
            sqlite_where=sa.text("state <> 'cancelled'"),
            postgresql_where=sa.text("state <> 'cancelled'"),
        )

    op.create_table(
        "muted",
        sa.Column("person_id", ID, nullable=False),
        sa.Column(
            "kind", sa.Enum("days", "eve", "hour", name="reminder", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("community_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_muted_person_id")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_muted")),
    )
    op.create_table(
        "places",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "street",
                "community",
                "compound",
                "building",
                "unit",
                "household",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("aliases", OBJECT, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_places_community_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["places.id"], name=op.f("fk_places_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("community_id", "parent_id", "name", name=op.f("uq_places_community_id_parent_id_name")),
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(
            "ix_places_compounds",
            ["id"],
            unique=False,
            sqlite_where=sa.text("level = 'compound'"),
            postgresql_where=sa.text("level = 'compound'"),
        )
        batch_op.create_index("ix_places_parent", ["parent_id"], unique=False)
        batch_op.create_index("ix_places_path", ["path"], unique=False)

    op.create_table(
        "plan_drafts",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("terms", OBJECT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_plan_drafts_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_plan_drafts")),
    )
    op.create_table(
        "service",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.Column("minutes", ID, nullable=False),
        sa.Column("credit", ID, nullable=False),
        sa.Column("why", sa.String(length=120), nullable=False),
        sa.CheckConstraint("ended_at >= started_at", name=op.f("ck_service_ended_after_started")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_service_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_service_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("source", "person_id", name=op.f("uq_service_source_person_id")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index("ix_service_ended", ["community_id", "ended_at"], unique=False)
        batch_op.create_index("ix_service_person", ["person_id", "ended_at"], unique=False)

    op.create_table(
        "settings",
        sa.Column("community_id", ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", OBJECT, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_settings_community_id")),
        sa.PrimaryKeyConstraint("community_id", "name", name=op.f("pk_settings")),
    )
    op.create_table(
        "web_members",
        sa.Column("id", ID, nullable=False),
        sa.Column("room_id", ID, nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["web_rooms.id"], name=op.f("fk_web_members_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_members")),
        sa.UniqueConstraint("room_id", "account", name=op.f("uq_web_members_room_id_account")),
    )
    with op.batch_alter_table("web_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_members_account"), ["account"], unique=False)

    op.create_table(
        "web_messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("room_id", ID, nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", OBJECT, nullable=False),
        sa.Column("picture", sa.String(length=120), nullable=False),
        sa.Column("reply_to", ID, nullable=True),
        sa.Column("edited", ID, nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["web_rooms.id"], name=op.f("fk_web_messages_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_messages")),
    )
    with op.batch_alter_table("web_messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_web_messages_pinned", ["room_id", "id"], unique=False, sqlite_where=sa.text("pinned"), postgresql_where=sa.text("pinned")
        )
        batch_op.create_index("ix_web_messages_room", ["room_id", "id"], unique=False)

    op.create_table(
        "year_summaries",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_year_summaries_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_year_summaries_person_id")),
        sa.PrimaryKeyConstraint("person_id", "community_id", "year", name=op.f("pk_year_summaries")),
    )
    with op.batch_alter_table("year_summaries", schema=None) as batch_op:
        batch_op.create_index("ix_year_summaries_year", ["community_id", "year"], unique=False)

    op.create_table(
        "alone",
        sa.Column("household_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("by_person_id", ID, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_alone_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_alone_community_id")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_alone_household_id")),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_alone")),
    )
    with op.batch_alter_table("alone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alone_community_id"), ["community_id"], unique=False)

    op.create_table(
        "appointments",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "resident",
                "leader",
                "helper",
                "volunteer",
                "property",
                "secretary",
                "branch",
                "committee",
                "supervisor",
                "community",
                "street",
                "department",
                "partner",
                "owner",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("by_person_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_appointments_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_appointments_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_appointments_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_appointments_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
    )
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointments_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointments_place_id"), ["place_id"], unique=False)
        batch_op.create_index("ix_appointments_role", ["community_id", "role"], unique=False)
        batch_op.create_index(
            "uq_appointments_present",
            ["person_id", "role", "place_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "chats",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("residents", "quiet", "work", "private", "unbound", name="kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("place_id", ID, nullable=True),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("ready_at", MOMENT, nullable=True),
        sa.Column("parked", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_chats_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_chats_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_chats_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_chats_channel_address")),
    )
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.create_index("ix_chats_community", ["community_id", "kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_chats_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_chats_place", ["place_id", "kind"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("code_until", MOMENT, nullable=True),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_contacts_community_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_contacts_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_contacts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("code", name=op.f("uq_contacts_code")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contacts_department_id"), ["department_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contacts_person_id"), ["person_id"], unique=False)

    op.create_table(
        "feeds",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("maker_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_feeds_community_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["persons.id"], name=op.f("fk_feeds_maker_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_feeds_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_feeds_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_feeds_digest")),
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index("ix_feeds_maker", ["maker_id"], unique=False)

    op.create_table(
        "home_links",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_home_links_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_home_links_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_home_links_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_home_links_digest")),
    )
    with op.batch_alter_table("home_links", schema=None) as batch_op:
        batch_op.create_index("ix_home_links_person", ["person_id"], unique=False)
        batch_op.create_index("ix_home_links_place", ["place_id"], unique=False)

    op.create_table(
        "households",
        sa.Column("place_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("door", sa.String(length=40), nullable=False),
        sa.Column("floor", ID, nullable=False),
        sa.Column("area", ID, nullable=False),
        sa.Column("parking", ID, nullable=False),
        sa.CheckConstraint("area >= 0 AND parking >= 0", name=op.f("ck_households_area_not_negative")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_households_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_households_place_id")),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_households")),
    )
    with op.batch_alter_table("households", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_households_community_id"), ["community_id"], unique=False)

    op.create_table(
        "incidents",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=True),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "utility",
            sa.Enum(
                "water", "power", "gas", "heating", "lift", "network", name="utility", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum("offered", "planned", "on", "over", "dropped", name="stage", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("starts", MOMENT, nullable=False),
        sa.Column("ends", MOMENT, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.Column("people", ID, nullable=False),
        sa.Column("homes", ID, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_incidents_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_incidents_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_incidents_community_id_number")),
    )
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.create_index("ix_incidents_asked", ["place_id", "utility", "asked_at"], unique=False)
        batch_op.create_index(
            "ix_incidents_live",
            ["community_id", "utility"],
            unique=False,
            sqlite_where=sa.text("stage IN ('on', 'planned')"),
            postgresql_where=sa.text("stage IN ('on', 'planned')"),
        )
        batch_op.create_index(
            "uq_incidents_offered",
            ["place_id", "utility"],
            unique=True,
            sqlite_where=sa.text("stage = 'offered'"),
            postgresql_where=sa.text("stage = 'offered'"),
        )

    op.create_table(
        "join_codes",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column(
            "bond",
            sa.Enum("owner", "co_owner", "family", "tenant", "proxy", name="bond", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "evidence",
            sa.Enum("said", "seen", "deed", "registry", name="evidence", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("used_by", ID, nullable=True),
        sa.Column("dead_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_join_codes_community_id")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_join_codes_household_id")),
        sa.ForeignKeyConstraint(["used_by"], ["persons.id"], name=op.f("fk_join_codes_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_codes")),
        sa.UniqueConstraint("digest", name=op.f("uq_join_codes_digest")),
    )
    with op.batch_alter_table("join_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_join_codes_household_id"), ["household_id"], unique=False)

    op.create_table(
        "join_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum("asked", "confirmed", "refused", name="asked", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_join_requests_community_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_join_requests_decided_by")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_join_requests_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_join_requests_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_requests")),
    )
    with op.batch_alter_table("join_requests", schema=None) as batch_op:
        batch_op.create_index(
            "uq_join_requests_open",
            ["person_id", "household_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )

    op.create_table(
        "phonebook",
        sa.Column("place_id", ID, nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "resident",
                "leader",
                "helper",
                "volunteer",
                "property",
                "secretary",
                "branch",
                "committee",
                "supervisor",
                "community",
                "street",
                "department",
                "partner",
                "owner",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_phonebook_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_phonebook_place_id")),
        sa.PrimaryKeyConstraint("place_id", "role", name=op.f("pk_phonebook")),
    )
    with op.batch_alter_table("phonebook", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phonebook_community_id"), ["community_id"], unique=False)

    op.create_table(
        "phones",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("account", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_phones_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_phones_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phones")),
        sa.UniqueConstraint("account", name=op.f("uq_phones_account")),
        sa.UniqueConstraint("digest", name=op.f("uq_phones_digest")),
    )
    with op.batch_alter_table("phones", schema=None) as batch_op:
        batch_op.create_index("ix_phones_place", ["place_id", "since"], unique=False)

    op.create_table(
        "plans",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column(
            "kind", sa.Enum("build", "running", name="plankind", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("version", ID, nullable=False),
        sa.Column("receipts", ID, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("by_person_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_plans_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_plans_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_plans_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_plans_community_id_number")),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index("ix_plans_place", ["place_id"], unique=False)

    op.create_table(
        "polls",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("advisory", "statutory", "consent", name="kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "issue",
            sa.Enum(
                "procedure",
                "convention",
                "committee",
                "company",
                "use-fund",
                "raise-fund",
                "rebuild",
                "change-use",
                "other",
                name="issue",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "manner",
            sa.Enum("single", "multiple", "ranked", name="manner", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("most", ID, nullable=False),
        sa.Column(
            "counted", sa.Enum("home", "head", "area", name="counted", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("labels", OBJECT, nullable=False),
        sa.Column("by_person_id", ID, nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("reviewed_at", MOMENT, nullable=True),
        sa.Column("extended", OBJECT, nullable=False),
        sa.Column("roll_hash", sa.String(length=64), nullable=False),
        sa.Column("ballots_hash", sa.String(length=64), nullable=False),
        sa.Column("unreached", ID, nullable=False),
        sa.Column("homes", ID, nullable=False),
        sa.Column("heads", ID, nullable=False),
        sa.Column("area", ID, nullable=False),
        sa.Column("cast_homes", ID, nullable=False),
        sa.Column("cast_heads", ID, nullable=False),
        sa.Column("cast_area", ID, nullable=False),
        sa.Column("counts", OBJECT, nullable=False),
        sa.CheckConstraint("cast_homes >= 0 AND cast_heads >= 0 AND cast_area >= 0", name=op.f("ck_polls_never_less_than_nothing")),
        sa.CheckConstraint("opened_at < closes_at", name=op.f("ck_polls_ends_after_it_began")),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_polls_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_polls_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_polls_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_polls_community_id_number")),
    )
    with op.batch_alter_table("polls", schema=None) as batch_op:
        batch_op.create_index(
            "ix_polls_open",
            ["community_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "posters",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("dead_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_posters_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_posters_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posters")),
        sa.UniqueConstraint("token", name=op.f("uq_posters_token")),
    )
    with op.batch_alter_table("posters", schema=None) as batch_op:
        batch_op.create_index(
            "uq_posters_live",
            ["place_id"],
            unique=True,
            sqlite_where=sa.text("dead_at IS NULL"),
            postgresql_where=sa.text("dead_at IS NULL"),
        )

    op.create_table(
        "roster_names",
        sa.Column("household_id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_roster_names_community_id")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_roster_names_household_id")),
        sa.PrimaryKeyConstraint("household_id", "name", name=op.f("pk_roster_names")),
    )
    op.create_table(
        "surveys",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("questions", OBJECT, nullable=False),
        sa.Column("blocks", OBJECT, nullable=False),
        sa.Column("by_person_id", ID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("changed", sa.String(length=300), nullable=False),
        sa.CheckConstraint("opened_at < closes_at", name=op.f("ck_surveys_ends_after_it_began")),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_surveys_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_surveys_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_surveys_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_surveys_community_id_number")),
    )
    with op.batch_alter_table("surveys", schema=None) as batch_op:
        batch_op.create_index(
            "ix_surveys_open",
            ["community_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "teams",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("wanted", ID, nullable=False),
        sa.Column("lead_id", ID, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("wanted > 0", name=op.f("ck_teams_wanted_positive")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_teams_community_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["persons.id"], name=op.f("fk_teams_lead_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_teams_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_teams_community_id_number")),
    )
    op.create_table(
        "ties",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column(
            "bond",
            sa.Enum("owner", "co_owner", "family", "tenant", "proxy", name="bond", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "evidence",
            sa.Enum("said", "seen", "deed", "registry", name="evidence", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ties_community_id")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_ties_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_ties_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ties")),
    )
    with op.batch_alter_table("ties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ties_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ties_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_ties_present",
            ["person_id", "household_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "affected",
        sa.Column("incident_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_affected_household_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_affected_incident_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_affected_person_id")),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name=op.f("pk_affected")),
    )
    with op.batch_alter_table("affected", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_affected_person_id"), ["person_id"], unique=False)

    op.create_table(
        "ballot_changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("poll_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("choice", OBJECT, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("standing", ID, nullable=False),
        sa.Column(
            "way",
            sa.Enum("press", "paper", "door", "phone", "video", name="way", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_ballot_changes_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_ballot_changes_person_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_ballot_changes_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_changes")),
    )
    with op.batch_alter_table("ballot_changes", schema=None) as batch_op:
        batch_op.create_index("ix_ballot_changes_ballot", ["poll_id", "household_id"], unique=False)

    op.create_table(
        "ballots",
        sa.Column("poll_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("choice", OBJECT, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("standing", ID, nullable=False),
        sa.Column(
            "way",
            sa.Enum("press", "paper", "door", "phone", "video", name="way", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "proof",
            sa.Enum(
                "said", "family", "seen", "deed", "registry", "entered", name="proof", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("receipt", sa.String(length=16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_ballots_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_ballots_person_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_ballots_poll_id")),
        sa.PrimaryKeyConstraint("poll_id", "household_id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("receipt", name=op.f("uq_ballots_receipt")),
    )
    with op.batch_alter_table("ballots", schema=None) as batch_op:
        batch_op.create_index("ix_ballots_person", ["person_id"], unique=False)

    op.create_table(
        "cards",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("reply_to", sa.String(length=40), nullable=False),
        sa.Column("message", sa.String(length=40), nullable=True),
        sa.Column("shown", sa.String(length=64), nullable=True),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("reposted", ID, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_cards_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("subject", "chat_id", name=op.f("uq_cards_subject_chat_id")),
    )
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.create_index("ix_cards_message", ["chat_id", "message"], unique=False)

    op.create_table(
        "chains",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("lines", OBJECT, nullable=False),
        sa.Column("by_person_id", ID, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_chains_by_person_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_chains_chat_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_chains_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chains")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_chains_community_id_number")),
    )
    with op.batch_alter_table("chains", schema=None) as batch_op:
        batch_op.create_index(
            "ix_chains_open",
            ["chat_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "duty_plans",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column(
            "rhythm", sa.Enum("monthly", "weekly", name="rhythm", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("day", ID, nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.Column("stations", OBJECT, nullable=False),
        sa.Column("held", ID, nullable=False),
        sa.Column("gaps", ID, nullable=False),
        sa.Column("by_person_id", ID, nullable=False),
        sa.Column("team_id", ID, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_duty_plans_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_duty_plans_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_duty_plans_place_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_duty_plans_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_plans")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_duty_plans_community_id_number")),
    )
    with op.batch_alter_table("duty_plans", schema=None) as batch_op:
        batch_op.create_index("ix_duty_plans_team", ["team_id"], unique=False)

    op.create_table(
        "entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("poll_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("choice", OBJECT, nullable=False),
        sa.Column("stood", OBJECT, nullable=True),
        sa.Column(
            "way",
            sa.Enum("press", "paper", "door", "phone", "video", name="way", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("witness", sa.String(length=40), nullable=False),
        sa.Column("photos", OBJECT, nullable=False),
        sa.Column("by_person_id", ID, nullable=False),
        sa.Column("standing", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column(
            "state",
            sa.Enum("counted", "same", "disputed", "kept", "dropped", name="state", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_entries_by_person_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_entries_decided_by")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_entries_household_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_entries_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index("ix_entries_poll", ["poll_id", "household_id"], unique=False)
        batch_op.create_index(
            "uq_entries_disputed",
            ["poll_id", "household_id"],
            unique=True,
            sqlite_where=sa.text("state = 'disputed'"),
            postgresql_where=sa.text("state = 'disputed'"),
        )

    op.create_table(
        "forums",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("wanted", sa.String(length=400), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "invited",
                "opened",
                "voting",
                "counted",
                "awarded",
                "decided",
                "lapsed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("by_person_id", ID, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("poll_id", ID, nullable=True),
        sa.Column("winner_id", ID, nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_forums_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_forums_community_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_forums_place_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_forums_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forums")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_forums_community_id_number")),
    )
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.create_index(
            "ix_forums_open",
            ["community_id"],
            unique=False,
            sqlite_where=sa.text("state NOT IN ('decided', 'lapsed')"),
            postgresql_where=sa.text("state NOT IN ('decided', 'lapsed')"),
        )

    op.create_table(
        "issues",
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("span", sa.Enum("week", "month", name="span", native_enum=False, create_constraint=True, length=24), nullable=False),
        sa.Column("first", sa.String(length=10), nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_issues_chat_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_issues_community_id")),
        sa.PrimaryKeyConstraint("chat_id", "span", "first", name=op.f("pk_issues")),
    )
    op.create_table(
        "matters",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=True),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("place_name", sa.String(length=120), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "utilities",
                "elevator",
                "sanitation",
                "noise",
                "traffic",
                "safety",
                "illegal_building",
                "facilities",
                "greening",
                "property",
                "dispute",
                "other",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "lapsed",
                "registered",
                "handling",
                "negotiating",
                "calling",
                "tabled",
                "deferred",
                "done",
                "confirmed",
                "unconfirmed",
                "declined",
                "merged",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("emergency", sa.String(length=24), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reporter_id", ID, nullable=True),
        sa.Column("household_id", ID, nullable=True),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("message", sa.String(length=40), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("registered_at", MOMENT, nullable=True),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("deferred_until", MOMENT, nullable=True),
        sa.Column("news", sa.String(length=300), nullable=False),
        sa.Column("follows", ID, nullable=False),
        sa.Column("homes", ID, nullable=False),
        sa.Column("pictures", ID, nullable=False),
        sa.Column("reopened", ID, nullable=False),
        sa.Column("reopened_at", MOMENT, nullable=True),
        sa.Column("like_id", ID, nullable=True),
        sa.Column("merged_into_id", ID, nullable=True),
        sa.Column("incident_id", ID, nullable=True),
        sa.Column("jobs", ID, nullable=False),
        sa.Column("calls", ID, nullable=False),
        sa.Column("overdue", sa.String(length=8), nullable=True),
        sa.Column("overdue_since", MOMENT, nullable=True),
        sa.Column("overdue_because", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_matters_chat_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_matters_community_id")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_matters_household_id")),
        sa.ForeignKeyConstraint(["like_id"], ["matters.id"], name=op.f("fk_matters_like_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["matters.id"], name=op.f("fk_matters_merged_into_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_matters_place_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["persons.id"], name=op.f("fk_matters_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_matters_community_id_number")),
    )
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.create_index(
            "ix_matters_accepted",
            ["community_id", "accepted_at"],
            unique=False,
            sqlite_where=sa.text("accepted_at IS NOT NULL"),
            postgresql_where=sa.text("accepted_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_matters_alike",
            ["community_id", "category", "registered_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('calling', 'deferred', 'handling', 'negotiating', 'registered', 'tabled')"),
            postgresql_where=sa.text("state IN ('calling', 'deferred', 'handling', 'negotiating', 'registered', 'tabled')"),
        )
        batch_op.create_index(
            "ix_matters_closed",
            ["community_id", "closed_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_matters_done",
            ["community_id", "done_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_matters_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index(
            "ix_matters_open",
            ["community_id", "number"],
            unique=False,
            sqlite_where=sa.text("state IN ('calling', 'deferred', 'handling', 'negotiating', 'registered', 'tabled')"),
            postgresql_where=sa.text("state IN ('calling', 'deferred', 'handling', 'negotiating', 'registered', 'tabled')"),
        )
        batch_op.create_index(
            "ix_matters_overdue",
            ["community_id", "overdue_since"],
            unique=False,
            sqlite_where=sa.text("overdue IS NOT NULL"),
            postgresql_where=sa.text("overdue IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_matters_registered",
            ["community_id", "registered_at"],
            unique=False,
            sqlite_where=sa.text("registered_at IS NOT NULL"),
            postgresql_where=sa.text("registered_at IS NOT NULL"),
        )
        batch_op.create_index("ix_matters_reporter", ["reporter_id", "id"], unique=False)

    op.create_table(
        "payments",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("note", sa.String(length=100), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_person_id", ID, nullable=False),
        sa.Column("struck_at", MOMENT, nullable=True),
        sa.Column("struck_by_id", ID, nullable=True),
        sa.Column("struck_because", sa.String(length=100), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount_positive")),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_payments_by_person_id")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_payments_household_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_payments_plan_id")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["persons.id"], name=op.f("fk_payments_struck_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_payments_plan_id_number")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index("ix_payments_household", ["plan_id", "household_id"], unique=False)

    op.create_table(
        "plan_versions",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("terms", OBJECT, nullable=False),
        sa.Column("total", ID, nullable=False),
        sa.Column("net", ID, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_person_id", ID, nullable=False),
        sa.CheckConstraint("net >= 0 AND net <= total", name=op.f("ck_plan_versions_net_within_total")),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_plan_versions_by_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_versions_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_versions")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_versions_plan_id_number")),
    )
    op.create_table(
        "questions",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("answer", sa.String(length=60), nullable=False),
        sa.Column("filled", OBJECT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_questions_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("chat_id", "person_id", name=op.f("uq_questions_chat_id_person_id")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("filled", OBJECT, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column(
            "state",
            sa.Enum("asked", "approved", "returned", name="state", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("by_person_id", ID, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name=op.f("fk_reviews_author_id")),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_reviews_by_person_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_reviews_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_table(
        "rounds",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "basis",
            sa.Enum("all", "ordinary", "special", name="basis", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("roll_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "stage",
            sa.Enum("asking", "notice", "settled", "failed", name="stage", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("by_person_id", ID, nullable=False),
        sa.Column("notice_until", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_rounds_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_rounds_community_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_rounds_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_rounds_community_id_number")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index("ix_rounds_plan", ["plan_id"], unique=False)
        batch_op.create_index(
            "uq_rounds_live",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("stage IN ('asking', 'notice')"),
            postgresql_where=sa.text("stage IN ('asking', 'notice')"),
        )

    op.create_table(
        "seats",
        sa.Column("poll_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.Column("head", ID, nullable=False),
        sa.Column("area", ID, nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_seats_household_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_seats_poll_id")),
        sa.PrimaryKeyConstraint("poll_id", "household_id", name=op.f("pk_seats")),
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index("ix_seats_head", ["poll_id", "head"], unique=False)

    op.create_table(
        "sheets",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("survey_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("block_id", ID, nullable=False),
        sa.Column("answers", OBJECT, nullable=False),
        sa.Column("at", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("entered_by", ID, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name=op.f("fk_sheets_entered_by")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_sheets_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_sheets_person_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_sheets_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheets")),
        sa.UniqueConstraint("survey_id", "household_id", name=op.f("uq_sheets_survey_id_household_id")),
    )
    with op.batch_alter_table("sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheets_person_id"), ["person_id"], unique=False)

    op.create_table(
        "team_members",
        sa.Column("team_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_team_members_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id")),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_team_members")),
    )
    with op.batch_alter_table("team_members", schema=None) as batch_op:
        batch_op.create_index("ix_team_members_person", ["person_id"], unique=False)

    op.create_table(
        "tidings",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("body", OBJECT, nullable=True),
        sa.Column("goes", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_tidings_chat_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_tidings_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tidings")),
    )
    with op.batch_alter_table("tidings", schema=None) as batch_op:
        batch_op.create_index("ix_tidings_said", ["chat_id", "said_at"], unique=False)
        batch_op.create_index(
            "uq_tidings_subject",
            ["subject", "chat_id"],
            unique=True,
            sqlite_where=sa.text("said_at IS NULL AND subject <> ''"),
            postgresql_where=sa.text("said_at IS NULL AND subject <> ''"),
        )

    op.create_table(
        "bills",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("written_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_bills_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_bills_person_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_versions.id"], name=op.f("fk_bills_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bills")),
        sa.UniqueConstraint("version_id", "household_id", "person_id", name=op.f("uq_bills_version_id_household_id_person_id")),
    )
    with op.batch_alter_table("bills", schema=None) as batch_op:
        batch_op.create_index(
            "ix_bills_due",
            ["version_id", "id"],
            unique=False,
            sqlite_where=sa.text("written_at IS NULL"),
            postgresql_where=sa.text("written_at IS NULL"),
        )

    op.create_table(
        "calls",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("turn", ID, nullable=False),
        sa.Column(
            "level",
            sa.Enum("community", "street", "district", name="calllevel", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum("daily", "hard", "emergency", name="callkind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("lead_id", ID, nullable=True),
        sa.Column("by_person_id", ID, nullable=True),
        sa.Column("called_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("stands_since", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_calls_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_calls_community_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["departments.id"], name=op.f("fk_calls_lead_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_calls_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("matter_id", "turn", name=op.f("uq_calls_matter_id_turn")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index("ix_calls_called", ["community_id", "called_at"], unique=False)
        batch_op.create_index(
            "uq_calls_open",
            ["matter_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "clocks",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column(
            "clock",
            sa.Enum("accept", "arrive", "news", "solve", name="clock", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("span", ID, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("left", ID, nullable=True),
        sa.Column("met_at", MOMENT, nullable=True),
        sa.Column("nudged_at", MOMENT, nullable=True),
        sa.Column("missed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_clocks_community_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_clocks_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clocks")),
        sa.UniqueConstraint("matter_id", "clock", name=op.f("uq_clocks_matter_id_clock")),
    )
    with op.batch_alter_table("clocks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_clocks_missed",
            ["community_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("nudged_at IS NULL AND met_at IS NULL"),
            postgresql_where=sa.text("nudged_at IS NULL AND met_at IS NULL"),
        )

    op.create_table(
        "consents",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("area", ID, nullable=False),
        sa.Column("head", sa.String(length=32), nullable=False),
        sa.Column("share", ID, nullable=False),
        sa.Column("payer", sa.String(length=40), nullable=False),
        sa.Column("pays", sa.Boolean(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "unasked",
                "agreed",
                "opposed",
                "undecided",
                "absent",
                "away",
                "silent",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("absences", ID, nullable=False),
        sa.Column("canvasser_id", ID, nullable=True),
        sa.Column("by_person_id", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_consents_by_person_id")),
        sa.ForeignKeyConstraint(["canvasser_id"], ["persons.id"], name=op.f("fk_consents_canvasser_id")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_consents_household_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_consents_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("round_id", "household_id", name=op.f("uq_consents_round_id_household_id")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index("ix_consents_by", ["by_person_id"], unique=False)
        batch_op.create_index("ix_consents_household", ["household_id"], unique=False)

    op.create_table(
        "followers",
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_followers_household_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_followers_matter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_followers_person_id")),
        sa.PrimaryKeyConstraint("matter_id", "person_id", name=op.f("pk_followers")),
    )
    with op.batch_alter_table("followers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "interests",
        sa.Column("forum_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_interests_forum_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_interests_person_id")),
        sa.PrimaryKeyConstraint("forum_id", "person_id", name=op.f("pk_interests")),
    )
    op.create_table(
        "items",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("minutes", ID, nullable=False),
        sa.Column("turn", ID, nullable=False),
        sa.Column("reasons", OBJECT, nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("solved", "owner", "call", "vote", "again", name="outcome", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column(
            "owner_role",
            sa.Enum(
                "resident",
                "leader",
                "helper",
                "volunteer",
                "property",
                "secretary",
                "branch",
                "committee",
                "supervisor",
                "community",
                "street",
                "department",
                "partner",
                "owner",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.CheckConstraint("outcome IS NULL OR outcome <> 'owner' OR due IS NOT NULL", name=op.f("ck_items_owner_has_a_day")),
        sa.CheckConstraint("position >= 0 AND minutes >= 0 AND turn >= 1", name=op.f("ck_items_counted")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_items_community_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_items_matter_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_items_meeting_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name=op.f("fk_items_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("meeting_id", "matter_id", name=op.f("uq_items_meeting_id_matter_id")),
    )
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_items_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_items_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("repair", "mediation", "visit", "errand", "urgent", name="kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "skill",
            sa.Enum(
                "water_power",
                "woodwork",
                "locks",
                "appliances",
                "devices",
                "lifting",
                "mediation",
                "company",
                "paperwork",
                "haircut",
                "first_aid",
                name="skill",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("needed", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "taken",
                "on_way",
                "arrived",
                "done",
                "returned",
                "handed",
                "lapsed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("wave", ID, nullable=False),
        sa.Column("waved_at", MOMENT, nullable=False),
        sa.Column("news", sa.String(length=200), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("by_person_id", ID, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("needed IN (1, 2)", name=op.f("ck_jobs_needed_one_or_two")),
        sa.ForeignKeyConstraint(["by_person_id"], ["persons.id"], name=op.f("fk_jobs_by_person_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_jobs_community_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_jobs_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_jobs_asked",
            ["community_id", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )
        batch_op.create_index("ix_jobs_matter", ["matter_id", "id"], unique=False)
        batch_op.create_index(
            "uq_jobs_unfinished",
            ["matter_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'taken', 'on_way', 'arrived')"),
            postgresql_where=sa.text("state IN ('asked', 'taken', 'on_way', 'arrived')"),
        )

    op.create_table(
        "letters",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column(
            "delivery",
            sa.Enum("post", "notice", "money", "card", name="delivery", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("rank", ID, nullable=False),
        sa.Column("body", OBJECT, nullable=True),
        sa.Column("card_id", ID, nullable=True),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sending",
                "sent",
                "unknown",
                "rejected",
                "dropped",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("doubts", ID, nullable=False),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("leased_by", sa.String(length=40), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("message", sa.String(length=40), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_letters_card_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_letters_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letters_about",
            ["about", "created_at"],
            unique=False,
            sqlite_where=sa.text("card_id IS NULL AND about <> ''"),
            postgresql_where=sa.text("card_id IS NULL AND about <> ''"),
        )
        batch_op.create_index(
            "ix_letters_open",
            ["chat_id", "state", "rank", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )
        batch_op.create_index("ix_letters_sent", ["sent_at"], unique=False)
        batch_op.create_index(
            "ix_letters_unknown",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state IN ('unknown', 'rejected')"),
            postgresql_where=sa.text("state IN ('unknown', 'rejected')"),
        )
        batch_op.create_index(
            "uq_letters_card",
            ["card_id"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "objections",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "talks", "settled", "stands", name="talk", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("mediator_id", ID, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_objections_household_id")),
        sa.ForeignKeyConstraint(["mediator_id"], ["persons.id"], name=op.f("fk_objections_mediator_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_objections_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.create_index("ix_objections_round", ["round_id"], unique=False)
        batch_op.create_index(
            "uq_objections_unsettled",
            ["round_id", "household_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('open', 'stands', 'talks')"),
            postgresql_where=sa.text("state IN ('open', 'stands', 'talks')"),
        )

    op.create_table(
        "occasions",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("why", sa.String(length=120), nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.Column("secret", sa.String(length=32), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_occasions_ends_after_it_began")),
        sa.ForeignKeyConstraint(["plan_id"], ["duty_plans.id"], name=op.f("fk_occasions_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasions")),
        sa.UniqueConstraint("plan_id", "day", name=op.f("uq_occasions_plan_id_day")),
    )
    with op.batch_alter_table("occasions", schema=None) as batch_op:
        batch_op.create_index("ix_occasions_community", ["community_id", "starts_at"], unique=False)

    op.create_table(
        "plan_shares",
        sa.Column("version_id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("floor", ID, nullable=False),
        sa.Column("area", ID, nullable=False),
        sa.Column("weight", sa.String(length=80), nullable=False),
        sa.Column("share", ID, nullable=False),
        sa.Column("payer", sa.String(length=40), nullable=False),
        sa.Column("out", sa.Boolean(), nullable=False),
        sa.Column("late_at", MOMENT, nullable=True),
        sa.CheckConstraint("share >= 0", name=op.f("ck_plan_shares_share_not_negative")),
        sa.ForeignKeyConstraint(["household_id"], ["places.id"], name=op.f("fk_plan_shares_household_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_versions.id"], name=op.f("fk_plan_shares_version_id")),
        sa.PrimaryKeyConstraint("version_id", "household_id", name=op.f("pk_plan_shares")),
    )
    with op.batch_alter_table("plan_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_shares_household_id"), ["household_id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("forum_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("firm", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("price", ID, nullable=True),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("warranty", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=1000), nullable=False),
        sa.Column("photos", OBJECT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("turn", ID, nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_proposals_forum_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_proposals_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("digest", name=op.f("uq_proposals_digest")),
        sa.UniqueConstraint("forum_id", "firm", name=op.f("uq_proposals_forum_id_firm")),
    )
    op.create_table(
        "ratings",
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column(
            "value",
            sa.Enum("satisfied", "fair", "unsatisfied", name="satisfaction", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ratings_community_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_ratings_matter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_ratings_person_id")),
        sa.PrimaryKeyConstraint("matter_id", "person_id", name=op.f("pk_ratings")),
    )
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.create_index("ix_ratings_at", ["community_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ratings_person_id"), ["person_id"], unique=False)

    op.create_table(
        "snapshots",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("matter_id", ID, nullable=True),
        sa.Column("message", sa.String(length=40), nullable=False),
        sa.Column("album", sa.String(length=80), nullable=False),
        sa.Column("media", sa.String(length=8), nullable=False),
        sa.Column("ref", sa.String(length=255), nullable=False),
        sa.Column("unique", sa.String(length=120), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_snapshots_chat_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_snapshots_matter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_snapshots_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("chat_id", "message", "unique", name=op.f("uq_snapshots_chat_id_message_unique")),
    )
    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.create_index("ix_snapshots_album", ["chat_id", "album"], unique=False)
        batch_op.create_index("ix_snapshots_loose", ["chat_id", "person_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_snapshots_matter_id"), ["matter_id"], unique=False)

    op.create_table(
        "walks",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_walks_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_walks_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walks")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_walks_round_id_person_id")),
    )
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walks_person_id"), ["person_id"], unique=False)

    op.create_table(
        "works",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("forum_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("firm", sa.String(length=40), nullable=False),
        sa.Column("price", ID, nullable=False),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("warranty", sa.String(length=40), nullable=False),
        sa.Column(
            "stage",
            sa.Enum("agreed", "started", "finished", "accepted", name="stage", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("steps", OBJECT, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_works_community_id")),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_works_forum_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_works")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_works_community_id_number")),
        sa.UniqueConstraint("forum_id", name=op.f("uq_works_forum_id")),
    )
    op.create_table(
        "enquiries",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("forum_id", ID, nullable=False),
        sa.Column("proposal_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_enquiries_forum_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_enquiries_person_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_enquiries_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
        sa.UniqueConstraint("forum_id", "number", name=op.f("uq_enquiries_forum_id_number")),
    )
    with op.batch_alter_table("enquiries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiries_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_enquiries_proposal", ["proposal_id"], unique=False)

    op.create_table(
        "keepsakes",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("occasion_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.String(length=255), nullable=False),
        sa.Column("unique", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasions.id"], name=op.f("fk_keepsakes_occasion_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_keepsakes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keepsakes")),
        sa.UniqueConstraint("occasion_id", "unique", name=op.f("uq_keepsakes_occasion_id_unique")),
    )
    with op.batch_alter_table("keepsakes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keepsakes_person_id"), ["person_id"], unique=False)

    op.create_table(
        "papers",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("proposal_id", ID, nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_papers_proposal_id")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_papers")),
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_papers_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "reminded",
        sa.Column("occasion_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column(
            "kind", sa.Enum("days", "eve", "hour", name="reminder", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasions.id"], name=op.f("fk_reminded_occasion_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_reminded_person_id")),
        sa.PrimaryKeyConstraint("occasion_id", "person_id", "kind", name=op.f("pk_reminded")),
    )
    op.create_table(
        "stands",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("occasion_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("capacity", ID, nullable=False),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column(
            "skill",
            sa.Enum(
                "water_power",
                "woodwork",
                "locks",
                "appliances",
                "devices",
                "lifting",
                "mediation",
                "company",
                "paperwork",
                "haircut",
                "first_aid",
                name="skill",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("things", sa.String(length=60), nullable=False),
        sa.Column("lead_id", ID, nullable=True),
        sa.Column("slots", ID, nullable=False),
        sa.Column("served", ID, nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_stands_capacity_positive")),
        sa.ForeignKeyConstraint(["lead_id"], ["persons.id"], name=op.f("fk_stands_lead_id")),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasions.id"], name=op.f("fk_stands_occasion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stands")),
        sa.UniqueConstraint("occasion_id", "name", name=op.f("uq_stands_occasion_id_name")),
    )
    op.create_table(
        "stints",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.Column("slot", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "taken",
                "on_way",
                "arrived",
                "done",
                "returned",
                "handed",
                "lapsed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("before_id", ID, nullable=True),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("arrived_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["before_id"], ["stints.id"], name=op.f("fk_stints_before_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_stints_community_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_stints_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_stints_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stints")),
    )
    with op.batch_alter_table("stints", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stints_busy",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('taken', 'on_way', 'arrived')"),
            postgresql_where=sa.text("state IN ('taken', 'on_way', 'arrived')"),
        )
        batch_op.create_index("ix_stints_job", ["job_id", "id"], unique=False)
        batch_op.create_index(
            "uq_stints_person",
            ["job_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('taken', 'on_way', 'arrived', 'done')"),
            postgresql_where=sa.text("state IN ('taken', 'on_way', 'arrived', 'done')"),
        )
        batch_op.create_index(
            "uq_stints_slot",
            ["job_id", "slot"],
            unique=True,
            sqlite_where=sa.text("state IN ('taken', 'on_way', 'arrived', 'done')"),
            postgresql_where=sa.text("state IN ('taken', 'on_way', 'arrived', 'done')"),
        )

    op.create_table(
        "summons",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("department_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "called",
                "signed",
                "arrived",
                "talking",
                "promised",
                "done",
                "refused",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("called_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("arrived_at", MOMENT, nullable=True),
        sa.Column("promised_at", MOMENT, nullable=True),
        sa.Column("promised_for", MOMENT, nullable=True),
        sa.Column("promise", sa.String(length=300), nullable=False),
        sa.Column("broken", ID, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("refused_at", MOMENT, nullable=True),
        sa.Column("refused_for", sa.String(length=80), nullable=False),
        sa.Column("assigned_at", MOMENT, nullable=True),
        sa.Column("unsigned_at", MOMENT, nullable=True),
        sa.Column("late_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_summons_call_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_summons_community_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_summons_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summons")),
        sa.UniqueConstraint("call_id", "department_id", name=op.f("uq_summons_call_id_department_id")),
    )
    with op.batch_alter_table("summons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_summons_department_id"), ["department_id"], unique=False)
        batch_op.create_index("ix_summons_due", ["community_id", "due_at"], unique=False)

    op.create_table(
        "talks",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("round", ID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_talks_call_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_talks_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
        sa.UniqueConstraint("call_id", "round", name=op.f("uq_talks_call_id_round")),
    )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.create_index(
            "uq_talks_open",
            ["call_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "askings",
        sa.Column("job_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("wave", ID, nullable=False),
        sa.Column(
            "answer", sa.Enum("asked", "yes", "no", name="answer", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("stint_id", ID, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_askings_job_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_askings_person_id")),
        sa.ForeignKeyConstraint(["stint_id"], ["stints.id"], name=op.f("fk_askings_stint_id")),
        sa.PrimaryKeyConstraint("job_id", "person_id", name=op.f("pk_askings")),
    )
    with op.batch_alter_table("askings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_askings_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_askings_stint_id"), ["stint_id"], unique=False)

    op.create_table(
        "bookings",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("occasion_id", ID, nullable=False),
        sa.Column("stand_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("whom", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("by_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum("booked", "called", "served", "missed", "off", name="booked", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_bookings_by_id")),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasions.id"], name=op.f("fk_bookings_occasion_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_bookings_person_id")),
        sa.ForeignKeyConstraint(["stand_id"], ["stands.id"], name=op.f("fk_bookings_stand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("stand_id", "number", name=op.f("uq_bookings_stand_id_number")),
    )
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.create_index("ix_bookings_booker", ["by_id"], unique=False)
        batch_op.create_index("ix_bookings_occasion", ["occasion_id"], unique=False)
        batch_op.create_index("ix_bookings_person", ["person_id"], unique=False)
        batch_op.create_index(
            "uq_bookings_whom",
            ["stand_id", "whom"],
            unique=True,
            sqlite_where=sa.text("state IN ('booked', 'called')"),
            postgresql_where=sa.text("state IN ('booked', 'called')"),
        )

    op.create_table(
        "links",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("summons_id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_links_community_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_links_contact_id")),
        sa.ForeignKeyConstraint(["summons_id"], ["summons.id"], name=op.f("fk_links_summons_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_links_digest")),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_links_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_links_summons_id"), ["summons_id"], unique=False)

    op.create_table(
        "promises",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("matter_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("summons_id", ID, nullable=True),
        sa.Column("meeting_id", ID, nullable=True),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column(
            "owner_role",
            sa.Enum(
                "resident",
                "leader",
                "helper",
                "volunteer",
                "property",
                "secretary",
                "branch",
                "committee",
                "supervisor",
                "community",
                "street",
                "department",
                "partner",
                "owner",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column(
            "state", sa.Enum("open", "kept", "broken", name="kept", native_enum=False, create_constraint=True, length=24), nullable=False
        ),
        sa.Column("carried", ID, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("(state = 'kept') = (settled_at IS NOT NULL)", name=op.f("ck_promises_kept_is_settled")),
        sa.CheckConstraint("carried >= 0", name=op.f("ck_promises_carried")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_promises_community_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_promises_item_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_promises_matter_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_promises_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_promises_person_id")),
        sa.ForeignKeyConstraint(["summons_id"], ["summons.id"], name=op.f("fk_promises_summons_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
        sa.UniqueConstraint("item_id", name=op.f("uq_promises_item_id")),
        sa.UniqueConstraint("summons_id", name=op.f("uq_promises_summons_id")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promises_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_promises_settled", ["community_id", "settled_at"], unique=False)
        batch_op.create_index(
            "ix_promises_unkept",
            ["community_id", "due"],
            unique=False,
            sqlite_where=sa.text("state IN ('broken', 'open')"),
            postgresql_where=sa.text("state IN ('broken', 'open')"),
        )

    op.create_table(
        "sign_ups",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("occasion_id", ID, nullable=False),
        sa.Column("stand_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "going", "waiting", "offered", "off", "came", "missed", name="going", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("entered_by", ID, nullable=True),
        sa.Column("offered_until", MOMENT, nullable=True),
        sa.Column("came_at", MOMENT, nullable=True),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.CheckConstraint("came_at IS NULL OR left_at IS NULL OR came_at <= left_at", name=op.f("ck_sign_ups_left_after_they_came")),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name=op.f("fk_sign_ups_entered_by")),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasions.id"], name=op.f("fk_sign_ups_occasion_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_sign_ups_person_id")),
        sa.ForeignKeyConstraint(["stand_id"], ["stands.id"], name=op.f("fk_sign_ups_stand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ups")),
        sa.UniqueConstraint("occasion_id", "person_id", name=op.f("uq_sign_ups_occasion_id_person_id")),
    )
    with op.batch_alter_table("sign_ups", schema=None) as batch_op:
        batch_op.create_index("ix_sign_ups_person", ["person_id"], unique=False)
        batch_op.create_index("ix_sign_ups_stand", ["stand_id", "state"], unique=False)

    op.create_table(
        "link_uses",
        sa.Column("link_id", ID, nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name=op.f("fk_link_uses_link_id")),
        sa.PrimaryKeyConstraint("link_id", "action", name=op.f("pk_link_uses")),
    )
    op.create_table(
        "swaps",
        sa.Column("id", ID, nullable=False),
        sa.Column("community_id", ID, nullable=False),
        sa.Column("path", sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"), nullable=False),
        sa.Column("mine_id", ID, nullable=False),
        sa.Column("asked_id", ID, nullable=False),
        sa.Column("theirs_id", ID, nullable=True),
        sa.Column(
            "state",
            sa.Enum("asked", "done", "no", "lapsed", name="answered", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["asked_id"], ["persons.id"], name=op.f("fk_swaps_asked_id")),
        sa.ForeignKeyConstraint(["mine_id"], ["sign_ups.id"], name=op.f("fk_swaps_mine_id")),
        sa.ForeignKeyConstraint(["theirs_id"], ["sign_ups.id"], name=op.f("fk_swaps_theirs_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swaps")),
    )
    with op.batch_alter_table("swaps", schema=None) as batch_op:
        batch_op.create_index(
            "uq_swaps_asked", ["mine_id"], unique=True, sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'")
        )


def downgrade() -> None:
    with op.batch_alter_table("swaps", schema=None) as batch_op:
        batch_op.drop_index("uq_swaps_asked", sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))

    op.drop_table("swaps")
    op.drop_table("link_uses")
    with op.batch_alter_table("sign_ups", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_ups_stand")
        batch_op.drop_index("ix_sign_ups_person")

    op.drop_table("sign_ups")
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_promises_unkept",
            sqlite_where=sa.text("state IN ('broken', 'open')"),
            postgresql_where=sa.text("state IN ('broken', 'open')"),
        )
        batch_op.drop_index("ix_promises_settled")
        batch_op.drop_index(batch_op.f("ix_promises_person_id"))
        batch_op.drop_index(batch_op.f("ix_promises_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_promises_matter_id"))

    op.drop_table("promises")
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_links_summons_id"))
        batch_op.drop_index(batch_op.f("ix_links_contact_id"))

    op.drop_table("links")
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_bookings_whom",
            sqlite_where=sa.text("state IN ('booked', 'called')"),
            postgresql_where=sa.text("state IN ('booked', 'called')"),
        )
        batch_op.drop_index("ix_bookings_person")
        batch_op.drop_index("ix_bookings_occasion")
        batch_op.drop_index("ix_bookings_booker")

    op.drop_table("bookings")
    with op.batch_alter_table("askings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_askings_stint_id"))
        batch_op.drop_index(batch_op.f("ix_askings_person_id"))

    op.drop_table("askings")
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_index("uq_talks_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"))

    op.drop_table("talks")
    with op.batch_alter_table("summons", schema=None) as batch_op:
        batch_op.drop_index("ix_summons_due")
        batch_op.drop_index(batch_op.f("ix_summons_department_id"))

    op.drop_table("summons")
    with op.batch_alter_table("stints", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_stints_slot",
            sqlite_where=sa.text("state IN ('taken', 'on_way', 'arrived', 'done')"),
            postgresql_where=sa.text("state IN ('taken', 'on_way', 'arrived', 'done')"),
        )
        batch_op.drop_index(
            "uq_stints_person",
            sqlite_where=sa.text("state IN ('taken', 'on_way', 'arrived', 'done')"),
            postgresql_where=sa.text("state IN ('taken', 'on_way', 'arrived', 'done')"),
        )
        batch_op.drop_index("ix_stints_job")
        batch_op.drop_index(
            "ix_stints_busy",
            sqlite_where=sa.text("state IN ('taken', 'on_way', 'arrived')"),
            postgresql_where=sa.text("state IN ('taken', 'on_way', 'arrived')"),
        )

    op.drop_table("stints")
    op.drop_table("stands")
    op.drop_table("reminded")
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papers_proposal_id"))

    op.drop_table("papers")
    with op.batch_alter_table("keepsakes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keepsakes_person_id"))

    op.drop_table("keepsakes")
    with op.batch_alter_table("enquiries", schema=None) as batch_op:
        batch_op.drop_index("ix_enquiries_proposal")
        batch_op.drop_index(batch_op.f("ix_enquiries_person_id"))

    op.drop_table("enquiries")
    op.drop_table("works")
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walks_person_id"))

    op.drop_table("walks")
    with op.batch_alter_table("snapshots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snapshots_matter_id"))
        batch_op.drop_index("ix_snapshots_loose")
        batch_op.drop_index("ix_snapshots_album")

    op.drop_table("snapshots")
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ratings_person_id"))
        batch_op.drop_index("ix_ratings_at")

    op.drop_table("ratings")
    op.drop_table("proposals")
    with op.batch_alter_table("plan_shares", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_shares_household_id"))

    op.drop_table("plan_shares")
    with op.batch_alter_table("occasions", schema=None) as batch_op:
        batch_op.drop_index("ix_occasions_community")

    op.drop_table("occasions")
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_objections_unsettled",
            sqlite_where=sa.text("state IN ('open', 'stands', 'talks')"),
            postgresql_where=sa.text("state IN ('open', 'stands', 'talks')"),
        )
        batch_op.drop_index("ix_objections_round")

    op.drop_table("objections")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index("uq_letters_card", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index(
            "ix_letters_unknown",
            sqlite_where=sa.text("state IN ('unknown', 'rejected')"),
            postgresql_where=sa.text("state IN ('unknown', 'rejected')"),
        )
        batch_op.drop_index("ix_letters_sent")
        batch_op.drop_index(
            "ix_letters_open",
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )
        batch_op.drop_index(
            "ix_letters_about",
            sqlite_where=sa.text("card_id IS NULL AND about <> ''"),
            postgresql_where=sa.text("card_id IS NULL AND about <> ''"),
        )

    op.drop_table("letters")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_jobs_unfinished",
            sqlite_where=sa.text("state IN ('asked', 'taken', 'on_way', 'arrived')"),
            postgresql_where=sa.text("state IN ('asked', 'taken', 'on_way', 'arrived')"),
        )
        batch_op.drop_index("ix_jobs_matter")
        batch_op.drop_index("ix_jobs_asked", sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))

    op.drop_table("jobs")
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_items_owner_id"))
        batch_op.drop_index(batch_op.f("ix_items_matter_id"))

    op.drop_table("items")
    op.drop_table("interests")
    with op.batch_alter_table("followers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followers_person_id"))

    op.drop_table("followers")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index("ix_consents_household")
        batch_op.drop_index("ix_consents_by")

    op.drop_table("consents")
    with op.batch_alter_table("clocks", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_clocks_missed",
            sqlite_where=sa.text("nudged_at IS NULL AND met_at IS NULL"),
            postgresql_where=sa.text("nudged_at IS NULL AND met_at IS NULL"),
        )

    op.drop_table("clocks")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index("uq_calls_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"))
        batch_op.drop_index("ix_calls_called")

    op.drop_table("calls")
    with op.batch_alter_table("bills", schema=None) as batch_op:
        batch_op.drop_index("ix_bills_due", sqlite_where=sa.text("written_at IS NULL"), postgresql_where=sa.text("written_at IS NULL"))

    op.drop_table("bills")
    with op.batch_alter_table("tidings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tidings_subject",
            sqlite_where=sa.text("said_at IS NULL AND subject <> ''"),
            postgresql_where=sa.text("said_at IS NULL AND subject <> ''"),
        )
        batch_op.drop_index("ix_tidings_said")

    op.drop_table("tidings")
    with op.batch_alter_table("team_members", schema=None) as batch_op:
        batch_op.drop_index("ix_team_members_person")

    op.drop_table("team_members")
    with op.batch_alter_table("sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheets_person_id"))

    op.drop_table("sheets")
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.drop_index("ix_seats_head")

    op.drop_table("seats")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rounds_live",
            sqlite_where=sa.text("stage IN ('asking', 'notice')"),
            postgresql_where=sa.text("stage IN ('asking', 'notice')"),
        )
        batch_op.drop_index("ix_rounds_plan")

    op.drop_table("rounds")
    op.drop_table("reviews")
    op.drop_table("questions")
    op.drop_table("plan_versions")
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_index("ix_payments_household")

    op.drop_table("payments")
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.drop_index("ix_matters_reporter")
        batch_op.drop_index(
            "ix_matters_registered",
            sqlite_where=sa.text("registered_at IS NOT NULL"),
            postgresql_where=sa.text("registered_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_matters_overdue", sqlite_where=sa.text("overdue IS NOT NULL"), postgresql_where=sa.text("overdue IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_matters_open",
            sqlite_where=sa.text("state IN ('calling', 'deferred', 'handling', 'negotiating', 'registered', 'tabled')"),
            postgresql_where=sa.text("state IN ('calling', 'deferred', 'handling', 'negotiating', 'registered', 'tabled')"),
        )
        batch_op.drop_index(batch_op.f("ix_matters_incident_id"))
        batch_op.drop_index("ix_matters_done", sqlite_where=sa.text("done_at IS NOT NULL"), postgresql_where=sa.text("done_at IS NOT NULL"))
        batch_op.drop_index(
            "ix_matters_closed", sqlite_where=sa.text("closed_at IS NOT NULL"), postgresql_where=sa.text("closed_at IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_matters_alike",
            sqlite_where=sa.text("state IN ('calling', 'deferred', 'handling', 'negotiating', 'registered', 'tabled')"),
            postgresql_where=sa.text("state IN ('calling', 'deferred', 'handling', 'negotiating', 'registered', 'tabled')"),
        )
        batch_op.drop_index(
            "ix_matters_accepted", sqlite_where=sa.text("accepted_at IS NOT NULL"), postgresql_where=sa.text("accepted_at IS NOT NULL")
        )

    op.drop_table("matters")
    op.drop_table("issues")
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_forums_open",
            sqlite_where=sa.text("state NOT IN ('decided', 'lapsed')"),
            postgresql_where=sa.text("state NOT IN ('decided', 'lapsed')"),
        )

    op.drop_table("forums")
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_entries_disputed", sqlite_where=sa.text("state = 'disputed'"), postgresql_where=sa.text("state = 'disputed'")
        )
        batch_op.drop_index("ix_entries_poll")

    op.drop_table("entries")
    with op.batch_alter_table("duty_plans", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_plans_team")

    op.drop_table("duty_plans")
    with op.batch_alter_table("chains", schema=None) as batch_op:
        batch_op.drop_index("ix_chains_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"))

    op.drop_table("chains")
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.drop_index("ix_cards_message")

    op.drop_table("cards")
    with op.batch_alter_table("ballots", schema=None) as batch_op:
        batch_op.drop_index("ix_ballots_person")

    op.drop_table("ballots")
    with op.batch_alter_table("ballot_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_ballot_changes_ballot")

    op.drop_table("ballot_changes")
    with op.batch_alter_table("affected", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_affected_person_id"))

    op.drop_table("affected")
    with op.batch_alter_table("ties", schema=None) as batch_op:
        batch_op.drop_index("uq_ties_present", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL"))
        batch_op.drop_index(batch_op.f("ix_ties_person_id"))
        batch_op.drop_index(batch_op.f("ix_ties_household_id"))

    op.drop_table("ties")
    op.drop_table("teams")
    with op.batch_alter_table("surveys", schema=None) as batch_op:
        batch_op.drop_index("ix_surveys_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"))

    op.drop_table("surveys")
    op.drop_table("roster_names")
    with op.batch_alter_table("posters", schema=None) as batch_op:
        batch_op.drop_index("uq_posters_live", sqlite_where=sa.text("dead_at IS NULL"), postgresql_where=sa.text("dead_at IS NULL"))

    op.drop_table("posters")
    with op.batch_alter_table("polls", schema=None) as batch_op:
        batch_op.drop_index("ix_polls_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"))

    op.drop_table("polls")
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_index("ix_plans_place")

    op.drop_table("plans")
    with op.batch_alter_table("phones", schema=None) as batch_op:
        batch_op.drop_index("ix_phones_place")

    op.drop_table("phones")
    with op.batch_alter_table("phonebook", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phonebook_community_id"))

    op.drop_table("phonebook")
    with op.batch_alter_table("join_requests", schema=None) as batch_op:
        batch_op.drop_index("uq_join_requests_open", sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))

    op.drop_table("join_requests")
    with op.batch_alter_table("join_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_join_codes_household_id"))

    op.drop_table("join_codes")
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_incidents_offered", sqlite_where=sa.text("stage = 'offered'"), postgresql_where=sa.text("stage = 'offered'")
        )
        batch_op.drop_index(
            "ix_incidents_live", sqlite_where=sa.text("stage IN ('on', 'planned')"), postgresql_where=sa.text("stage IN ('on', 'planned')")
        )
        batch_op.drop_index("ix_incidents_asked")

    op.drop_table("incidents")
    with op.batch_alter_table("households", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_households_community_id"))

    op.drop_table("households")
    with op.batch_alter_table("home_links", schema=None) as batch_op:
        batch_op.drop_index("ix_home_links_place")
        batch_op.drop_index("ix_home_links_person")

    op.drop_table("home_links")
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.drop_index("ix_feeds_maker")

    op.drop_table("feeds")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contacts_person_id"))
        batch_op.drop_index(batch_op.f("ix_contacts_department_id"))

    op.drop_table("contacts")
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.drop_index("ix_chats_place")
        batch_op.drop_index(batch_op.f("ix_chats_person_id"))
        batch_op.drop_index("ix_chats_community")

    op.drop_table("chats")
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.drop_index("uq_appointments_present", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL"))
        batch_op.drop_index("ix_appointments_role")
        batch_op.drop_index(batch_op.f("ix_appointments_place_id"))
        batch_op.drop_index(batch_op.f("ix_appointments_person_id"))

    op.drop_table("appointments")
    with op.batch_alter_table("alone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alone_community_id"))

    op.drop_table("alone")
    with op.batch_alter_table("year_summaries", schema=None) as batch_op:
        batch_op.drop_index("ix_year_summaries_year")

    op.drop_table("year_summaries")
    with op.batch_alter_table("web_messages", schema=None) as batch_op:
        batch_op.drop_index("ix_web_messages_room")
        batch_op.drop_index("ix_web_messages_pinned", sqlite_where=sa.text("pinned"), postgresql_where=sa.text("pinned"))

    op.drop_table("web_messages")
    with op.batch_alter_table("web_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_members_account"))

    op.drop_table("web_members")
    op.drop_table("settings")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index("ix_service_person")
        batch_op.drop_index("ix_service_ended")

    op.drop_table("service")
    op.drop_table("plan_drafts")
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_index("ix_places_path")
        batch_op.drop_index("ix_places_parent")
        batch_op.drop_index(
            "ix_places_compounds", sqlite_where=sa.text("level = 'compound'"), postgresql_where=sa.text("level = 'compound'")
        )

    op.drop_table("places")
    op.drop_table("muted")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_meetings_day", sqlite_where=sa.text("state <> 'cancelled'"), postgresql_where=sa.text("state <> 'cancelled'")
        )
        batch_op.drop_index(
            "uq_meetings_coming", sqlite_where=sa.text("state IN ('draft', 'open')"), postgresql_where=sa.text("state IN ('draft', 'open')")
        )

    op.drop_table("meetings")
    with op.batch_alter_table("limits", schema=None) as batch_op:
        batch_op.drop_index("ix_limits_day")

    op.drop_table("limits")
    with op.batch_alter_table("invitees", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitees_person_id"))

    op.drop_table("invitees")
    with op.batch_alter_table("helpers", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_helpers_on_duty", sqlite_where=sa.text("on_duty_since IS NOT NULL"), postgresql_where=sa.text("on_duty_since IS NOT NULL")
        )

    op.drop_table("helpers")
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_index("ix_enrolments_community")

    op.drop_table("enrolments")
    op.drop_table("digests")
    op.drop_table("departments")
    op.drop_table("corrections")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_person_id"))

    op.drop_table("accounts")
    op.drop_table("account_codes")
    op.drop_table("absences")
    with op.batch_alter_table("wecom_streams", schema=None) as batch_op:
        batch_op.drop_index("ix_wecom_streams_opened")
        batch_op.drop_index("ix_wecom_streams_chat")

    op.drop_table("wecom_streams")
    with op.batch_alter_table("wecom_sent", schema=None) as batch_op:
        batch_op.drop_index("ix_wecom_sent_chat")
        batch_op.drop_index("ix_wecom_sent_at")

    op.drop_table("wecom_sent")
    op.drop_table("wecom_nonces")
    op.drop_table("wecom_chats")
    op.drop_table("web_rooms")
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.drop_index("ix_timers_due", sqlite_where=sa.text("fired_at IS NULL"), postgresql_where=sa.text("fired_at IS NULL"))

    op.drop_table("timers")
    op.drop_table("tallies")
    with op.batch_alter_table("sent_forms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_forms_at"))

    op.drop_table("sent_forms")
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.drop_index("ix_persons_name")

    op.drop_table("persons")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_old", sqlite_where=sa.text("subject IS NULL"), postgresql_where=sa.text("subject IS NULL"))
        batch_op.drop_index(
            "ix_journal_dead",
            sqlite_where=sa.text("result IN ('failed', 'quarantined')"),
            postgresql_where=sa.text("result IN ('failed', 'quarantined')"),
        )

    op.drop_table("journal")
    op.drop_table("flags")
    op.drop_table("communities")
    with op.batch_alter_table("code_tries", schema=None) as batch_op:
        batch_op.drop_index("ix_code_tries_who")

    op.drop_table("code_tries")
