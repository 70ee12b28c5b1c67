-- Response ids that a fill brings, while it looks for them: a join with a table is many times faster than one with a parameter of thousands of rows. Written and
-- removed within one transaction, so that nobody ever sees a row, and the table is empty whenever nobody stores.
CREATE TABLE dbo.staged_id (
    fill BINARY(16) NOT NULL,       -- made up by the fill, to tell its rows from those of others
    id BINARY(16) NOT NULL,
    receipt BINARY(10) NULL,        -- NULL where the id shall not be findable by it
    CONSTRAINT staged_id_pk PRIMARY KEY CLUSTERED (fill, id)
);

-- One statement takes thousands of row locks in these two; of the whole table instead, fills would wait for each other.
ALTER TABLE dbo.staged_id SET (LOCK_ESCALATION = DISABLE);
ALTER TABLE dbo.receipt SET (LOCK_ESCALATION = DISABLE);
GO

GRANT INSERT, DELETE ON dbo.staged_id TO sipas_aggregator;
