-- The plan of the sample. A plan is never changed: one that replaces it is a version more, and the highest version of a province is in force.
CREATE TABLE field_sample_plan (
    survey TEXT NOT NULL,
    province TEXT NOT NULL,           -- in the survey's geography
    version INTEGER NOT NULL,         -- from 1
    file_name TEXT NOT NULL,
    planned_by_id TEXT NOT NULL,
    planned_by TEXT NOT NULL,
    planned_at INTEGER NOT NULL,
    CONSTRAINT field_sample_plan_pk PRIMARY KEY (survey, province, version)
) STRICT, WITHOUT ROWID;

-- Written in one transaction with their plan.
CREATE TABLE field_sample_village (
    survey TEXT NOT NULL,
    province TEXT NOT NULL,
    version INTEGER NOT NULL,
    code TEXT NOT NULL,               -- the cluster of a response
    place INTEGER NOT NULL,           -- in the file, from 0
    name TEXT NOT NULL,
    district TEXT NOT NULL,           -- empty where the plan does not say
    commune TEXT NOT NULL,
    planned INTEGER NOT NULL,
    issued INTEGER NULL,              -- NULL where the plan does not say
    CONSTRAINT field_sample_village_pk PRIMARY KEY (survey, province, version, code)
) STRICT, WITHOUT ROWID;
