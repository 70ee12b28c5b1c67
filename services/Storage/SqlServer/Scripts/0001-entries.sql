-- Moments are microseconds since 1970-01-01 UTC. Ids are UUIDs of 16 bytes, big-endian, so that their order is the order of the bytes.
-- Codes are those of the contracts: at most 32 ASCII characters, and no two differ in case alone, so that any collation tells them apart.

-- Packs that are stored, so that one delivered twice is stored once. What is contiguous is folded into the producer's watermark.
CREATE TABLE dbo.producer (
    id BINARY(16) NOT NULL,
    watermark BIGINT NOT NULL, -- every pack up to this sequence is stored
    CONSTRAINT producer_pk PRIMARY KEY CLUSTERED (id)
);

-- Of two fills that store the same pack at once, the key lets the first one win; the other waits for it, fails and is repeated.
CREATE TABLE dbo.pack (
    producer BINARY(16) NOT NULL,
    sequence BIGINT NOT NULL, -- above the watermark
    CONSTRAINT pack_pk PRIMARY KEY CLUSTERED (producer, sequence)
);

-- Entries that each producer says it has published: the highest cumulative count seen.
CREATE TABLE dbo.producer_count (
    producer BINARY(16) NOT NULL,
    survey NVARCHAR(32) NOT NULL,
    entries BIGINT NOT NULL,
    CONSTRAINT producer_count_pk PRIMARY KEY CLUSTERED (producer, survey)
);

-- A batch exists from the first thing that is heard of it, be that an entry, its closing or its withdrawal.
CREATE TABLE dbo.batch (
    number BIGINT IDENTITY(1, 1) NOT NULL, -- short name of the batch inside this database
    id BINARY(16) NOT NULL,
    survey NVARCHAR(64) NULL,
    province NVARCHAR(64) NULL,
    team NVARCHAR(MAX) NULL,
    file_name NVARCHAR(MAX) NULL,
    sent_by NVARCHAR(MAX) NULL,
    rows INT NULL,
    accepted INT NULL,
    rejected INT NULL,
    simulated BIT NOT NULL CONSTRAINT batch_simulated DEFAULT 0,
    closed_at BIGINT NULL,          -- NULL while incomplete
    withdrawn_at BIGINT NULL,       -- NULL unless withdrawn
    withdrawn_by NVARCHAR(MAX) NULL,
    withdrawal_reason NVARCHAR(MAX) NULL,
    CONSTRAINT batch_pk PRIMARY KEY CLUSTERED (number),
    CONSTRAINT batch_id UNIQUE NONCLUSTERED (id) -- of two fills that name a new batch at once, one is repeated
);

-- For the label on figures with simulated responses, which every answer asks for.
CREATE NONCLUSTERED INDEX batch_of_survey ON dbo.batch (survey, simulated, withdrawn_at);

-- Every response as it came, repetitions included. The key finds the entries of a response id, and decides the race of two fills that
-- store the first entry of an id: one of them violates it and is repeated. Ids come in any order, so pages keep room for them.
CREATE TABLE dbo.entry (
    id BINARY(16) NOT NULL,
    ordinal INT NOT NULL,           -- 0 for the first entry stored under this id, then 1, 2 …
    channel TINYINT NOT NULL,       -- 0 paper, 1 invited, 2 open
    batch BIGINT NULL CONSTRAINT entry_batch REFERENCES dbo.batch (number),
    row INT NOT NULL,
    received_at BIGINT NOT NULL,
    content VARBINARY(MAX) NOT NULL, -- canonical bytes, see contracts/README.md; about 45 of them, so they stay in the row
    state TINYINT NOT NULL,         -- 0 withdrawn, 1 rejected, 2 counted, 3 duplicate, 4 conflict
    rejection VARCHAR(32) NULL,     -- why it cannot be counted, found when it was first stored
    CONSTRAINT entry_pk PRIMARY KEY CLUSTERED (id, ordinal) WITH (FILLFACTOR = 85, DATA_COMPRESSION = PAGE)
);

-- For the withdrawal of a batch.
CREATE NONCLUSTERED INDEX entry_of_batch ON dbo.entry (batch) WITH (DATA_COMPRESSION = PAGE);

-- A repeated decision is the same row. The content itself may be too long for a key, so its SHA-256 stands there.
CREATE TABLE dbo.decision (
    id BINARY(16) NOT NULL,
    decided_at BIGINT NOT NULL,
    content_hash BINARY(32) NOT NULL,
    content VARBINARY(MAX) NOT NULL,
    decided_by NVARCHAR(MAX) NOT NULL,
    reason NVARCHAR(MAX) NOT NULL,
    CONSTRAINT decision_pk PRIMARY KEY CLUSTERED (id, decided_at, content_hash)
);

-- How many entries are in which state, so that reconciliation does not read the entries. Changed under the lock of the survey's counts.
CREATE TABLE dbo.entry_count (
    survey NVARCHAR(32) NOT NULL,   -- empty where the content could not be read
    batch BIGINT NOT NULL,          -- 0 online
    state TINYINT NOT NULL,
    entries BIGINT NOT NULL,
    CONSTRAINT entry_count_pk PRIMARY KEY CLUSTERED (survey, batch, state)
);
