-- Questionnaires that were printed with serials of ours: numbers from first_number on, one for each sheet. Each run begins where the one before
-- it in the province ended, so of two that are made at once the key refuses one, which then looks again.
CREATE TABLE dbo.field_print_run (
    survey NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    province NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    first_number INT NOT NULL,
    sheets INT NOT NULL,
    id BINARY(16) NOT NULL,                 -- UUID, big-endian
    geography NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL, -- that the province code is of
    cluster NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,   -- village code; empty without one
    made_by NVARCHAR(400) NOT NULL,
    made_at BIGINT NOT NULL,
    CONSTRAINT field_print_run_pk PRIMARY KEY CLUSTERED (survey, province, first_number),
    CONSTRAINT field_print_run_id UNIQUE NONCLUSTERED (id)
);

GRANT SELECT, INSERT ON dbo.field_print_run TO sipas_staff;
