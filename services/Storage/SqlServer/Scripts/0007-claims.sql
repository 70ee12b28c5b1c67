-- Invitations that are used: who answered with one, or on the printed sheet that one is on. Both columns are keyed hashes; there is no time and no order in
-- which they came, and nothing of an answer. The key decides whose an invitation is: of two fills that give the same one away at once, one violates
-- it and is repeated. Hashes come in any order, so pages keep room for them.
CREATE TABLE dbo.spent_invitation (
    claim BINARY(16) NOT NULL,      -- hash of the identity behind the invitation
    holder BINARY(16) NOT NULL,     -- hash of the response id that counted first with it
    CONSTRAINT spent_invitation_pk PRIMARY KEY CLUSTERED (claim) WITH (FILLFACTOR = 85)
);

-- For the withdrawal of a batch, which frees what its sheets held.
CREATE NONCLUSTERED INDEX spent_invitation_holder ON dbo.spent_invitation (holder) WITH (FILLFACTOR = 85);

-- 1: the entry holds an invitation as long as it may be counted.
ALTER TABLE dbo.entry ADD holds_claim BIT NOT NULL CONSTRAINT entry_holds_claim DEFAULT 0;

-- Bits: 1 too fast, 2 hidden field. A byte wider than they need, as not every TDS server can add a TINYINT with a default.
ALTER TABLE dbo.entry ADD suspicion SMALLINT NOT NULL CONSTRAINT entry_suspicion DEFAULT 0;

-- How many of the counted entries are suspicious. Changed under the lock of the survey's counts.
CREATE TABLE dbo.suspicious_count (
    survey NVARCHAR(32) NOT NULL,
    province NVARCHAR(32) NOT NULL,
    kind TINYINT NOT NULL,          -- the bits of entry.suspicion, exactly
    entries BIGINT NOT NULL,
    CONSTRAINT suspicious_count_pk PRIMARY KEY CLUSTERED (survey, province, kind)
);

-- Receipts of what came in online, so that anybody who has one finds what became of the response. The id is in the key as two ids may have the
-- same receipt, however unlikely that is.
CREATE TABLE dbo.receipt (
    receipt BINARY(10) NOT NULL,
    id BINARY(16) NOT NULL,
    CONSTRAINT receipt_pk PRIMARY KEY CLUSTERED (receipt, id) WITH (FILLFACTOR = 85)
);
GO

INSERT INTO dbo.receipt (receipt, id)
SELECT DISTINCT CAST(SUBSTRING(HASHBYTES('SHA2_256', e.id), 1, 10) AS BINARY(10)), e.id FROM dbo.entry e WHERE e.batch IS NULL;

-- Beside dbo.entry_rows, which an aggregator of the version before still uses while it is being replaced.
CREATE TYPE dbo.claimed_entry_rows AS TABLE (
    id BINARY(16) NOT NULL, ordinal INT NOT NULL, channel TINYINT NOT NULL, batch BIGINT NULL, row INT NOT NULL, received_at BIGINT NOT NULL,
    content VARBINARY(MAX) NOT NULL, state TINYINT NOT NULL, rejection VARCHAR(32) NULL, holds_claim BIT NOT NULL, suspicion TINYINT NOT NULL,
    PRIMARY KEY (id, ordinal)
);

CREATE TYPE dbo.spent_rows AS TABLE (claim BINARY(16) NOT NULL PRIMARY KEY, holder BINARY(16) NOT NULL);

CREATE TYPE dbo.receipt_rows AS TABLE (receipt BINARY(10) NOT NULL, id BINARY(16) NOT NULL, PRIMARY KEY (receipt, id));

CREATE TYPE dbo.suspicious_changes AS TABLE (
    survey NVARCHAR(32) NOT NULL, province NVARCHAR(32) NOT NULL, kind TINYINT NOT NULL, entries BIGINT NOT NULL, PRIMARY KEY (survey, province, kind)
);
GO

GRANT INSERT, DELETE ON dbo.spent_invitation TO sipas_aggregator;
GRANT INSERT, UPDATE, DELETE ON dbo.suspicious_count TO sipas_aggregator;
GRANT INSERT, DELETE ON dbo.receipt TO sipas_aggregator;

-- Figures shows them; whose invitation is used is nobody's business but the aggregator's.
GRANT SELECT ON dbo.suspicious_count TO sipas_figures;
GRANT SELECT ON dbo.receipt TO sipas_figures;
