-- Letters with invitations that were made: numbers from first_number on, one for each letter. Their codes are not kept; whoever may makes them again from
-- the numbers and the secret. Each run begins where the one before it in the province ended, so of two that are made at once the key
-- refuses one, which then looks again.
CREATE TABLE field_invitation_run (
    survey TEXT NOT NULL,
    province TEXT NOT NULL,
    first_number INTEGER NOT NULL,
    letters INTEGER NOT NULL,
    id BLOB NOT NULL,                 -- UUID, big-endian
    geography TEXT NOT NULL,          -- that the province code is of
    purpose TEXT NOT NULL,            -- what for, in the words of who made it
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    CONSTRAINT field_invitation_run_pk PRIMARY KEY (survey, province, first_number),
    CONSTRAINT field_invitation_run_id UNIQUE (id)
) STRICT, WITHOUT ROWID;
