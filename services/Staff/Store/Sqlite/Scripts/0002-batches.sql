-- What Intake has to know of paper batches, as it does not read what was counted: whose each is, and whether it may still be added to.
CREATE TABLE field_batch (
    id BLOB NOT NULL,                 -- UUID, big-endian
    survey TEXT NOT NULL,
    province TEXT NOT NULL,
    team TEXT NOT NULL,               -- empty without one
    file_name TEXT NOT NULL,
    sent_by_id TEXT NOT NULL,
    sent_by TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    conflicts_accepted INTEGER NOT NULL, -- 1 when a supervisor said that its sheets may be those of other batches
    rows INTEGER NOT NULL,            -- of the file; these six are 0 until it was read
    accepted INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    invalid INTEGER NOT NULL,         -- of the accepted, those with too few answers to count
    illegible INTEGER NOT NULL,       -- cells with two boxes ticked
    sent INTEGER NOT NULL,            -- sheets that are safe in the queue
    closed_at INTEGER NULL,           -- NULL while incomplete
    withdrawn_at INTEGER NULL,
    withdrawn_by TEXT NULL,
    withdrawal_reason TEXT NULL,
    withdrawal_sent INTEGER NOT NULL, -- 1 once the withdrawal is safe in the queue, or came from there
    CONSTRAINT field_batch_pk PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- To list the batches of a survey, the newest first.
CREATE INDEX field_batch_of_survey ON field_batch (survey, started_at, id);

-- To find withdrawals that have to be sent again.
CREATE INDEX field_batch_of_withdrawal ON field_batch (withdrawal_sent, withdrawn_at);
