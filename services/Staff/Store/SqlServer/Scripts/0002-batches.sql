-- What Intake has to know of paper batches, as it does not read what was counted: whose each is, and whether it may still be added to.
CREATE TABLE dbo.field_batch (
    id BINARY(16) NOT NULL,                 -- UUID, big-endian
    survey NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    province NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    team NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL, -- empty without one
    file_name NVARCHAR(400) NOT NULL,
    sent_by_id NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    sent_by NVARCHAR(400) NOT NULL,
    started_at BIGINT NOT NULL,
    conflicts_accepted INT NOT NULL,        -- 1 when a supervisor said that its sheets may be those of other batches
    rows INT NOT NULL,                      -- of the file; these six are 0 until it was read
    accepted INT NOT NULL,
    rejected INT NOT NULL,
    invalid INT NOT NULL,                   -- of the accepted, those with too few answers to count
    illegible INT NOT NULL,                 -- cells with two boxes ticked
    sent INT NOT NULL,                      -- sheets that are safe in the queue
    closed_at BIGINT NULL,                  -- NULL while incomplete
    withdrawn_at BIGINT NULL,
    withdrawn_by NVARCHAR(400) NULL,
    withdrawal_reason NVARCHAR(1000) NULL,
    withdrawal_sent INT NOT NULL,           -- 1 once the withdrawal is safe in the queue, or came from there
    CONSTRAINT field_batch_pk PRIMARY KEY CLUSTERED (id)
);

-- To list the batches of a survey, the newest first.
CREATE NONCLUSTERED INDEX field_batch_of_survey ON dbo.field_batch (survey, started_at, id);

-- To find withdrawals that have to be sent again.
CREATE NONCLUSTERED INDEX field_batch_of_withdrawal ON dbo.field_batch (withdrawal_sent, withdrawn_at);

GRANT SELECT, INSERT, UPDATE ON dbo.field_batch TO sipas_staff;
