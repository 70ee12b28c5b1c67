-- Moments are microseconds since 1970-01-01 UTC. Ids are UUIDs of 16 bytes, big-endian, so that their order is the order of the bytes.

-- Packs that are stored, so that one delivered twice is stored once. What is contiguous is folded into the producer's watermark.
CREATE TABLE producer (
    id BLOB NOT NULL CONSTRAINT producer_pk PRIMARY KEY,
    watermark INTEGER NOT NULL -- every pack up to this sequence is stored
) STRICT, WITHOUT ROWID;

CREATE TABLE pack (
    producer BLOB NOT NULL,
    sequence INTEGER NOT NULL, -- above the watermark
    CONSTRAINT pack_pk PRIMARY KEY (producer, sequence)
) STRICT, WITHOUT ROWID;

-- Entries that each producer says it has published: the highest cumulative count seen.
CREATE TABLE producer_count (
    producer BLOB NOT NULL,
    survey TEXT NOT NULL,
    entries INTEGER NOT NULL,
    CONSTRAINT producer_count_pk PRIMARY KEY (producer, survey)
) STRICT, WITHOUT ROWID;

-- A batch exists from the first thing that is heard of it, be that an entry, its closing or its withdrawal.
CREATE TABLE batch (
    number INTEGER NOT NULL CONSTRAINT batch_pk PRIMARY KEY, -- short name of the batch inside this database
    id BLOB NOT NULL CONSTRAINT batch_id UNIQUE,
    survey TEXT,
    province TEXT,
    team TEXT,
    file_name TEXT,
    sent_by TEXT,
    rows INTEGER,
    accepted INTEGER,
    rejected INTEGER,
    simulated INTEGER NOT NULL DEFAULT 0,
    closed_at INTEGER,           -- NULL while incomplete
    withdrawn_at INTEGER,        -- NULL unless withdrawn
    withdrawn_by TEXT,
    withdrawal_reason TEXT
) STRICT;

-- For the label on figures with simulated responses, which every answer asks for.
CREATE INDEX batch_simulated ON batch (survey) WHERE simulated = 1;

-- Every response as it came, repetitions included. Without a row id, the table is its own index on the response id. The primary key also
-- decides the race of two writers that store the first entry of an id: one of them violates it and repeats its fill.
CREATE TABLE entry (
    id BLOB NOT NULL,
    ordinal INTEGER NOT NULL,    -- 0 for the first entry stored under this id, then 1, 2 …
    channel INTEGER NOT NULL,    -- 0 paper, 1 invited, 2 open
    batch INTEGER CONSTRAINT entry_batch REFERENCES batch (number),
    row INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    content BLOB NOT NULL,       -- canonical bytes, see contracts/README.md
    state INTEGER NOT NULL,      -- 0 withdrawn, 1 rejected, 2 counted, 3 duplicate, 4 conflict
    rejection TEXT,              -- why it cannot be counted, found when it was first stored
    CONSTRAINT entry_pk PRIMARY KEY (id, ordinal)
) STRICT, WITHOUT ROWID;

-- For the withdrawal of a batch.
CREATE INDEX entry_of_batch ON entry (batch) WHERE batch IS NOT NULL;

-- A repeated decision is the same row.
CREATE TABLE decision (
    id BLOB NOT NULL,
    decided_at INTEGER NOT NULL,
    content BLOB NOT NULL,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT decision_pk PRIMARY KEY (id, decided_at, content)
) STRICT, WITHOUT ROWID;

-- How many entries are in which state, so that reconciliation does not read the entries.
CREATE TABLE entry_count (
    survey TEXT NOT NULL,        -- empty where the content could not be read
    batch INTEGER NOT NULL,      -- 0 online
    state INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    CONSTRAINT entry_count_pk PRIMARY KEY (survey, batch, state)
) STRICT, WITHOUT ROWID;
