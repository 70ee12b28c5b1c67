-- Response ids that a fill brings, while it looks for them: a join with a table is many times faster than one with a parameter of thousands of rows. Written and
-- removed within one transaction, so that nobody ever sees a row, and the table is empty whenever nobody stores.
CREATE TABLE dbo.staged_id (
    fill BINARY(16) NOT NULL,       -- made up by the fill, to tell its rows from those of others
    part INT NOT NULL,              -- a statement takes one part, so that its locks do not become one of the table
    id BINARY(16) NOT NULL,
    receipt BINARY(10) NULL,        -- NULL where the id shall not be findable by it
    CONSTRAINT staged_id_pk PRIMARY KEY CLUSTERED (fill, part, id)
);
GO

GRANT INSERT, DELETE ON dbo.staged_id TO sipas_aggregator;
