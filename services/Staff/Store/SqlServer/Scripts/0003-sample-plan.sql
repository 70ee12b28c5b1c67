-- The plan of the sample. A plan is never changed: one that replaces it is a version more, and the highest version of a province is in force.
CREATE TABLE dbo.field_sample_plan (
    survey NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    province NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL, -- in the survey's geography
    version INT NOT NULL,                   -- from 1
    file_name NVARCHAR(400) NOT NULL,
    planned_by_id NVARCHAR(400) COLLATE Latin1_General_BIN2 NOT NULL,
    planned_by NVARCHAR(400) NOT NULL,
    planned_at BIGINT NOT NULL,
    CONSTRAINT field_sample_plan_pk PRIMARY KEY CLUSTERED (survey, province, version)
);

-- Written in one transaction with their plan.
CREATE TABLE dbo.field_sample_village (
    survey NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    province NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL,
    version INT NOT NULL,
    code NVARCHAR(32) COLLATE Latin1_General_BIN2 NOT NULL, -- the cluster of a response
    place INT NOT NULL,                     -- in the file, from 0
    name NVARCHAR(400) NOT NULL,
    district NVARCHAR(400) NOT NULL,        -- empty where the plan does not say
    commune NVARCHAR(400) NOT NULL,
    planned INT NOT NULL,
    issued INT NULL,                        -- NULL where the plan does not say
    CONSTRAINT field_sample_village_pk PRIMARY KEY CLUSTERED (survey, province, version, code)
);

GRANT SELECT, INSERT ON dbo.field_sample_plan TO sipas_staff;
GRANT SELECT, INSERT ON dbo.field_sample_village TO sipas_staff;
