-- Sheets that were typed a second time and compared: in which columns the two differ, never what they say.
CREATE TABLE dbo.field_second_entry (
    id BINARY(16) NOT NULL,                 -- UUID, big-endian
    survey NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    province NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    team NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL, -- that sent the sheet; empty without one
    response_id BINARY(16) NOT NULL,        -- UUID, big-endian
    typist NVARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL, -- code of who typed it the second time; empty without one
    compared INT NOT NULL,                  -- cells
    differing NVARCHAR(4000) NOT NULL,      -- codes of columns, one blank between them
    compared_at BIGINT NOT NULL,
    CONSTRAINT field_second_entry_pk PRIMARY KEY CLUSTERED (id)
);

-- To list the comparisons of a province, the newest first.
CREATE NONCLUSTERED INDEX field_second_entry_of_province ON dbo.field_second_entry (survey, province, compared_at, id);

GRANT SELECT, INSERT ON dbo.field_second_entry TO sipas_staff;
