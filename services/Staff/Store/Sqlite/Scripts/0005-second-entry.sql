-- Sheets that were typed a second time and compared: in which columns the two differ, never what they say.
CREATE TABLE field_second_entry (
    id BLOB NOT NULL,                 -- UUID, big-endian
    survey TEXT NOT NULL,
    province TEXT NOT NULL,
    team TEXT NOT NULL,               -- that sent the sheet; empty without one
    response_id BLOB NOT NULL,        -- UUID, big-endian
    typist TEXT NOT NULL,             -- code of who typed it the second time; empty without one
    compared INTEGER NOT NULL,        -- cells
    differing TEXT NOT NULL,          -- codes of columns, one blank between them
    compared_at INTEGER NOT NULL,
    CONSTRAINT field_second_entry_pk PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- To list the comparisons of a province, the newest first.
CREATE INDEX field_second_entry_of_province ON field_second_entry (survey, province, compared_at, id);
