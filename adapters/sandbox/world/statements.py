"""Every SQL statement about what stands in a sandbox world; `file.py` has the tables."""

SEAT = """
    INSERT INTO person VALUES (:user_id, :name, :role, :zone, :locale)
    ON CONFLICT DO UPDATE SET name = :name, role = :role, zone = :zone, locale = :locale
"""
PEOPLE = "SELECT * FROM person ORDER BY rowid"
PERSON = "SELECT * FROM person WHERE user_id = :user_id"

BUILD = """
    INSERT INTO channel VALUES (:channel_id, :title, :staff_only)
    ON CONFLICT DO UPDATE SET title = :title, staff_only = :staff_only
"""
ROOMS = """
    SELECT room.*, (
        SELECT JSON_GROUP_ARRAY(user_id) FROM guest JOIN channel USING (channel_id) LEFT JOIN person USING (user_id)
        WHERE guest.channel_id = room.channel_id AND channel.staff_only AND role IS NOT 'staff'
    ) AS strangers FROM room
"""
ROOM = "SELECT * FROM room WHERE channel_id = :channel_id"
ADMIT = "INSERT OR IGNORE INTO guest VALUES (:channel_id, :user_id)"
SEE_OUT = "DELETE FROM guest WHERE channel_id = :channel_id AND user_id = :user_id"

_THREAD_STANDS = """
    (:thread_id IS NULL OR EXISTS (
        SELECT 1 FROM message
        WHERE CAST(id AS TEXT) = :thread_id AND channel_id = :channel_id AND thread_id IS NULL
    ))
"""
_READABLE = """
    SELECT '@' || :me
    UNION SELECT channel_id FROM guest WHERE user_id = :me
    UNION SELECT channel_id FROM channel
    WHERE NOT staff_only OR EXISTS (SELECT 1 FROM person WHERE user_id = :me AND role = 'staff')
"""
MAY_BE = f"SELECT 1 WHERE :channel_id IN ({_READABLE}) AND {_THREAD_STANDS}"
EXISTS = f"""
    SELECT 1 FROM (SELECT channel_id FROM channel UNION SELECT '@' || user_id FROM person) AS anywhere
    WHERE anywhere.channel_id = :channel_id AND {_THREAD_STANDS}
"""

SAY = """
    INSERT INTO message (channel_id, thread_id, author, text, at)
    VALUES (:channel_id, :thread_id, :author, :text, :at) RETURNING *
"""
_OWN = "id = :message_id AND channel_id = :channel_id AND author = :me AND NOT gone"
EDIT = f"UPDATE message SET text = :text, edits = edits + 1 WHERE {_OWN} RETURNING *"
DELETE = f"UPDATE message SET text = '', gone = 1 WHERE {_OWN} RETURNING *"
SAID = """
    SELECT * FROM message
    WHERE author IS NOT NULL AND NOT gone
        AND channel_id = :channel_id AND thread_id IS :thread_id AND at >= :after
    ORDER BY id
"""

SHOW = """
    INSERT INTO message (channel_id, thread_id, text, words, audience, key, only_for, at, stored_at)
    VALUES (:channel_id, :thread_id, '', :words, :audience, :key, :only_for, :at, :real) RETURNING id
"""
CHANGE = """
    UPDATE message SET words = :words, edits = edits + 1
    WHERE id = :message_id AND channel_id = :channel_id
        AND author IS NULL AND audience = :audience AND NOT gone
    RETURNING id
"""
REMOVE = """
    UPDATE message SET words = NULL, gone = 1
    WHERE id = :message_id AND channel_id = :channel_id AND author IS NULL
"""
STANDING = """
    SELECT * FROM message
    WHERE key = :key AND author IS NULL AND only_for IS NULL AND NOT gone
        AND channel_id = :channel_id AND thread_id IS :thread_id AND stored_at >= :since
    ORDER BY id
"""
SHOWN_AT = """
    SELECT key, MIN(at) AS at FROM message
    WHERE key IN (SELECT value FROM JSON_EACH(:keys)) AND author IS NULL AND only_for IS NULL
    GROUP BY key
"""
SEEN = f"""
    SELECT message.*, name FROM message LEFT JOIN person ON user_id = author
    WHERE NOT gone AND (only_for = :me OR only_for IS NULL AND channel_id IN ({_READABLE}))
    ORDER BY id
"""

QUEUE = """
    INSERT INTO deed (
        did, doer, channel_id, thread_id, at, message_id,
        text, edits, word, about, choice, fields
    ) VALUES (
        :did, :doer, :channel_id, :thread_id, :at, :message_id,
        :text, :edits, :word, :about, :choice, :fields
    )
"""
UNHEARD = "SELECT * FROM deed ORDER BY id LIMIT :limit"
HEARD = "DELETE FROM deed WHERE id = :deed_id"

REVISION = "SELECT revision FROM world"
SHIFT = "SELECT COALESCE(shift, 0) AS shift FROM world"
MOVE = "UPDATE world SET shift = MAX(COALESCE(shift, :shift), :shift)"
SWITCH_FAULT = "INSERT INTO fault (fault, times) VALUES (:fault, :times)"
ANY_FAULT = "SELECT 1 FROM fault LIMIT 1"
TAKE_FAULT = "UPDATE fault SET times = times - 1 WHERE id = (SELECT MIN(id) FROM fault) RETURNING fault"
FORGET_FAULTS = "DELETE FROM fault WHERE times < 1"
