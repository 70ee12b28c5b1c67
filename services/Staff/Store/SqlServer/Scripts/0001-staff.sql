-- Moments are microseconds since 1970-01-01 UTC. What is compared, names of people and identifiers of a provider, is compared exactly, as in
-- SQLite, whatever the database's own collation makes of case and accents. Lengths are those that AuditChain and AccessKeyStore keep to.

-- Keys for scripts. The key itself is nowhere, only its SHA-256, by which it is found.
CREATE TABLE dbo.staff_key (
    id NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL,
    name NVARCHAR(400) NOT NULL,
    role NVARCHAR(32) NOT NULL,
    provinces NVARCHAR(1000) NOT NULL, -- as ProvinceScope writes them, with spaces between
    team NVARCHAR(400) NULL,
    hash BINARY(32) NOT NULL,
    made_by NVARCHAR(400) NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT NULL,
    used_at BIGINT NULL,               -- within a minute
    CONSTRAINT staff_key_pk PRIMARY KEY CLUSTERED (id),
    CONSTRAINT staff_key_hash UNIQUE NONCLUSTERED (hash)
);

-- Sessions of the pages. The cookie holds a random name, whose SHA-256 is the key here; what the session knows is sealed.
CREATE TABLE dbo.staff_session (
    hash BINARY(32) NOT NULL,
    id NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL, -- by which people name it; opens nothing
    actor_id NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    actor NVARCHAR(400) NOT NULL,
    role NVARCHAR(32) NOT NULL,
    began_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ticket VARBINARY(MAX) NOT NULL,
    CONSTRAINT staff_session_pk PRIMARY KEY CLUSTERED (hash),
    CONSTRAINT staff_session_id UNIQUE NONCLUSTERED (id)
);

-- To list and to end all sessions of one person.
CREATE NONCLUSTERED INDEX staff_session_of_actor ON dbo.staff_session (actor_id);

-- To remove those that ended, whenever one begins.
CREATE NONCLUSTERED INDEX staff_session_by_end ON dbo.staff_session (ends_at);

-- The audit trail, with the chain that AuditChain describes. Whoever comes second with a sequence is refused by the key and looks again. It
-- is read from its end on, and filters look at the rows as they come, so it needs no other index; names and actions repeat, so pages are
-- compressed, and as rows come in key order, they are filled up.
CREATE TABLE dbo.staff_audit (
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor_id NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    actor NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    role NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    action NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    target NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    outcome NVARCHAR(16) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT staff_audit_outcome CHECK (outcome IN (N'done', N'refused')),
    address NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    detail NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    previous BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL,
    CONSTRAINT staff_audit_pk PRIMARY KEY CLUSTERED (sequence) WITH (DATA_COMPRESSION = PAGE)
);
GO

CREATE TRIGGER dbo.staff_audit_no_change ON dbo.staff_audit INSTEAD OF UPDATE, DELETE AS
BEGIN
    THROW 51000, N'The audit trail is only added to.', 1;
END;
GO

-- For accounts of the hosts with staff routes, and of whoever runs 'verify': the least that they need. It changes and removes no entry of the
-- trail and no key. The trigger keeps others from it too, by mistake; whoever owns the database can drop it
-- or truncate the table, which only the chain and a head that was noted elsewhere show.
CREATE ROLE sipas_staff;
GRANT SELECT ON dbo.StaffSchemaVersions TO sipas_staff;
GRANT SELECT, INSERT ON dbo.staff_key TO sipas_staff;
GRANT UPDATE ON dbo.staff_key (revoked_at, used_at) TO sipas_staff;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.staff_session TO sipas_staff;
GRANT SELECT, INSERT ON dbo.staff_audit TO sipas_staff;
