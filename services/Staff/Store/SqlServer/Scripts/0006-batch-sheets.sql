-- Which sheets a batch holds, so that a corrected one can be told from one that is not in it. Ids alone, 16 bytes each one after the other, in parts as they
-- were sent: they say nothing of what a sheet answers.
CREATE TABLE dbo.field_batch_sheets (
    batch BINARY(16) NOT NULL,
    part INT NOT NULL, -- from 0
    ids VARBINARY(MAX) NOT NULL,
    CONSTRAINT field_batch_sheets_pk PRIMARY KEY CLUSTERED (batch, part)
);

GRANT SELECT, INSERT ON dbo.field_batch_sheets TO sipas_staff;
