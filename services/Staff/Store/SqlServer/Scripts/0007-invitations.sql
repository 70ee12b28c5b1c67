-- Letters with invitations that were made: numbers from first_number on, one for each letter. Their codes are not kept; whoever may makes them again from
-- the numbers and the secret. Each run begins where the one before it in the province ended, so of two that are made at once the key
-- refuses one, which then looks again.
CREATE TABLE dbo.field_invitation_run (
    survey NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    province NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    first_number INT NOT NULL,
    letters INT NOT NULL,
    id BINARY(16) NOT NULL,                 -- UUID, big-endian
    geography NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL, -- that the province code is of
    purpose NVARCHAR(400) NOT NULL,         -- what for, in the words of who made it
    made_by NVARCHAR(400) NOT NULL,
    made_at BIGINT NOT NULL,
    CONSTRAINT field_invitation_run_pk PRIMARY KEY CLUSTERED (survey, province, first_number),
    CONSTRAINT field_invitation_run_id UNIQUE NONCLUSTERED (id)
);

GRANT SELECT, INSERT ON dbo.field_invitation_run TO sipas_staff;
