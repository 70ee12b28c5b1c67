-- Moments are microseconds since 1970-01-01 UTC. Tables are strict: a value of another type is refused, whoever writes it.

-- Keys for scripts. The key itself is nowhere, only its SHA-256, by which it is found.
CREATE TABLE staff_key (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    provinces TEXT NOT NULL,  -- as ProvinceScope writes them, with spaces between
    team TEXT NULL,
    hash BLOB NOT NULL,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER NULL,
    used_at INTEGER NULL,     -- within a minute
    CONSTRAINT staff_key_pk PRIMARY KEY (id),
    CONSTRAINT staff_key_hash UNIQUE (hash)
) STRICT, WITHOUT ROWID;

-- Sessions of the pages. The cookie holds a random name, whose SHA-256 is the key here; what the session knows is sealed.
CREATE TABLE staff_session (
    hash BLOB NOT NULL,
    id TEXT NOT NULL,         -- by which people name it; opens nothing
    actor_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    ticket BLOB NOT NULL,
    CONSTRAINT staff_session_pk PRIMARY KEY (hash),
    CONSTRAINT staff_session_id UNIQUE (id)
) STRICT, WITHOUT ROWID;

-- To list and to end all sessions of one person.
CREATE INDEX staff_session_of_actor ON staff_session (actor_id);

-- To remove those that ended, whenever one begins.
CREATE INDEX staff_session_by_end ON staff_session (ends_at);

-- The audit trail, with the chain that AuditChain describes. Whoever comes second with a sequence is refused by the key and looks again. It
-- is read from its end on, and filters look at the rows as they come, so it needs no other index.
CREATE TABLE staff_audit (
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT staff_audit_outcome CHECK (outcome IN ('done', 'refused')),
    address TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT staff_audit_pk PRIMARY KEY (sequence)
) STRICT;

CREATE TRIGGER staff_audit_no_update BEFORE UPDATE ON staff_audit
BEGIN
    SELECT RAISE(ABORT, 'The audit trail is only added to.');
END;

CREATE TRIGGER staff_audit_no_delete BEFORE DELETE ON staff_audit
BEGIN
    SELECT RAISE(ABORT, 'The audit trail is only added to.');
END;

-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER staff_audit_no_replace BEFORE INSERT ON staff_audit
WHEN EXISTS (SELECT 1 FROM staff_audit a WHERE a.sequence = NEW.sequence)
BEGIN
    SELECT RAISE(ABORT, 'The audit trail is only added to.');
END;
