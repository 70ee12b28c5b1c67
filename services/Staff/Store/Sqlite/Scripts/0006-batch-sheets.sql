-- Which sheets a batch holds, so that a corrected one can be told from one that is not in it. Ids alone, 16 bytes each one after the other, in parts as they
-- were sent: they say nothing of what a sheet answers.
CREATE TABLE field_batch_sheets (
    batch BLOB NOT NULL,
    part INTEGER NOT NULL, -- from 0
    ids BLOB NOT NULL,
    CONSTRAINT field_batch_sheets_pk PRIMARY KEY (batch, part)
) STRICT;
