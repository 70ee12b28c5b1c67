-- Batches that were closed and are still to be judged: whether too many of their sheets are those of others. Nearly always empty, as a
-- batch is judged once, as soon as all its sheets are stored.
CREATE TABLE batch_to_judge (
    batch INTEGER NOT NULL CONSTRAINT batch_to_judge_pk PRIMARY KEY CONSTRAINT batch_to_judge_batch REFERENCES batch (number)
) STRICT;

-- For the list of conflicts; they are few.
CREATE INDEX entry_in_conflict ON entry (id) WHERE state = 4;
