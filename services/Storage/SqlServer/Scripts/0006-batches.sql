-- Batches that were closed and are still to be judged: whether too many of their sheets are those of others. Nearly always empty, as a
-- batch is judged once, as soon as all its sheets are stored. Of two fills that close the same batch at once, the key lets one be repeated.
CREATE TABLE dbo.batch_to_judge (
    batch BIGINT NOT NULL CONSTRAINT batch_to_judge_batch REFERENCES dbo.batch (number),
    CONSTRAINT batch_to_judge_pk PRIMARY KEY CLUSTERED (batch)
);

-- For the list of conflicts; they are few.
CREATE NONCLUSTERED INDEX entry_in_conflict ON dbo.entry (id) WHERE state = 4;
GO

GRANT INSERT, DELETE ON dbo.batch_to_judge TO sipas_aggregator;

-- Figures shows what became of batches, and both versions of sheets in conflict to the teams that entered them. So it reads what responses
-- say; from here on it is the process, not the database, that keeps them from those who may not.
GRANT SELECT ON dbo.batch TO sipas_figures;
GRANT SELECT ON dbo.entry TO sipas_figures;

-- And which of the versions somebody chose, when and why, so that what is decided can be told from what is open.
GRANT SELECT ON dbo.decision TO sipas_figures;
