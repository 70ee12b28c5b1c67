-- Invitations that are used: who answered with one, or on the printed sheet that one is on. Both columns are keyed hashes; there is no time and no order in
-- which they came, and nothing of an answer. The key decides whose an invitation is.
CREATE TABLE spent_invitation (
    claim BLOB NOT NULL CONSTRAINT spent_invitation_pk PRIMARY KEY, -- hash of the identity behind the invitation
    holder BLOB NOT NULL                                            -- hash of the response id that counted first with it
) STRICT, WITHOUT ROWID;

-- For the withdrawal of a batch, which frees what its sheets held.
CREATE INDEX spent_invitation_holder ON spent_invitation (holder);

ALTER TABLE entry ADD COLUMN holds_claim INTEGER NOT NULL DEFAULT 0; -- 1: it holds an invitation as long as it may be counted
ALTER TABLE entry ADD COLUMN suspicion INTEGER NOT NULL DEFAULT 0;   -- bits: 1 too fast, 2 hidden field

-- How many of the counted entries are suspicious.
CREATE TABLE suspicious_count (
    survey TEXT NOT NULL,
    province TEXT NOT NULL,
    kind INTEGER NOT NULL,       -- the bits of entry.suspicion, exactly
    entries INTEGER NOT NULL,
    CONSTRAINT suspicious_count_pk PRIMARY KEY (survey, province, kind)
) STRICT, WITHOUT ROWID;

-- Receipts of what came in online, so that anybody who has one finds what became of the response. The id is in the key as two ids may have
-- the same receipt, however unlikely that is.
CREATE TABLE receipt (
    receipt BLOB NOT NULL,       -- 10 bytes
    id BLOB NOT NULL,
    CONSTRAINT receipt_pk PRIMARY KEY (receipt, id)
) STRICT, WITHOUT ROWID;

-- The function is the program's, as SQLite has no SHA-256.
INSERT INTO receipt (receipt, id) SELECT DISTINCT receipt_of(id), id FROM entry WHERE batch IS NULL;
