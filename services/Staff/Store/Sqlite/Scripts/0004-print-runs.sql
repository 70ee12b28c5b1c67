-- Questionnaires that were printed with serials of ours: numbers from first_number on, one for each sheet. Each run begins where the one before
-- it in the province ended, so of two that are made at once the key refuses one, which then looks again.
CREATE TABLE field_print_run (
    survey TEXT NOT NULL,
    province TEXT NOT NULL,
    first_number INTEGER NOT NULL,
    sheets INTEGER NOT NULL,
    id BLOB NOT NULL,                 -- UUID, big-endian
    geography TEXT NOT NULL,          -- that the province code is of
    cluster TEXT NOT NULL,            -- village code; empty without one
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    CONSTRAINT field_print_run_pk PRIMARY KEY (survey, province, first_number),
    CONSTRAINT field_print_run_id UNIQUE (id)
) STRICT, WITHOUT ROWID;
