-- Counts of answers, see Tally.ToBytes: one row for all responses of a province and channel (dimension and category empty) and one for
-- each respondent category. Changed under the lock of the survey's counts.
CREATE TABLE dbo.tally (
    survey NVARCHAR(32) NOT NULL,
    dimension NVARCHAR(32) NOT NULL,
    category NVARCHAR(32) NOT NULL,
    province NVARCHAR(32) NOT NULL,
    channel TINYINT NOT NULL,       -- 0 paper, 1 invited, 2 open
    counts VARBINARY(8000) NOT NULL,
    CONSTRAINT tally_pk PRIMARY KEY CLUSTERED (survey, dimension, category, province, channel)
);

-- The version of the tallies grows with every fill that changes one.
CREATE TABLE dbo.survey_version (
    survey NVARCHAR(32) NOT NULL,
    tallies BIGINT NOT NULL,
    CONSTRAINT survey_version_pk PRIMARY KEY CLUSTERED (survey)
);

-- The version of the tallies that the figures were computed from; figures lag behind by at most a second. A table of its own, so that
-- who writes figures and who counts never wait for each other's row.
CREATE TABLE dbo.figure_version (
    survey NVARCHAR(32) NOT NULL,
    figures BIGINT NOT NULL,
    as_of BIGINT NOT NULL,
    CONSTRAINT figure_version_pk PRIMARY KEY CLUSTERED (survey)
);

-- Running indicators. Ordered so that a ranking, which reads few indicators of all provinces, reads neighbouring rows.
CREATE TABLE dbo.figure (
    survey NVARCHAR(32) NOT NULL,
    geography NVARCHAR(32) NOT NULL,
    channel NVARCHAR(32) NOT NULL,  -- all, official, open
    indicator NVARCHAR(32) NOT NULL,
    unit NVARCHAR(32) NOT NULL,     -- province code, or nation
    n BIGINT NOT NULL,
    satisfied FLOAT(53) NULL,       -- percentages at full precision, NULL without a value
    score FLOAT(53) NULL,
    rank INT NULL,                  -- under the survey's headline rule
    n1 BIGINT NULL, n2 BIGINT NULL, n3 BIGINT NULL, n4 BIGINT NULL, n5 BIGINT NULL, -- answers at each level, for items
    mean_satisfied FLOAT(53) NULL, mean_score FLOAT(53) NULL, mean_provinces INT NULL, -- mean of the provinces, for the nation
    CONSTRAINT figure_pk PRIMARY KEY CLUSTERED (survey, geography, channel, indicator, unit)
);

-- Names for people who read the database; written anew from the contracts whenever an aggregator starts.
CREATE TABLE dbo.survey_name (
    survey NVARCHAR(32) NOT NULL,
    year INT NOT NULL,
    name NVARCHAR(400) NOT NULL,
    headline_rule NVARCHAR(32) NOT NULL, -- satisfied or score: the rule by which provinces are ranked
    CONSTRAINT survey_name_pk PRIMARY KEY CLUSTERED (survey)
);

CREATE TABLE dbo.province_name (
    geography NVARCHAR(32) NOT NULL,
    province NVARCHAR(32) NOT NULL,
    name NVARCHAR(400) NOT NULL,
    former_names NVARCHAR(400) NOT NULL, -- of the provinces that it was formed from; empty when its name is theirs
    CONSTRAINT province_name_pk PRIMARY KEY CLUSTERED (geography, province)
);

CREATE TABLE dbo.indicator_name (
    survey NVARCHAR(32) NOT NULL,
    indicator NVARCHAR(32) NOT NULL,
    position INT NOT NULL,          -- order on the questionnaire
    kind NVARCHAR(32) NOT NULL,     -- item, element, part or whole
    name NVARCHAR(400) NOT NULL,
    CONSTRAINT indicator_name_pk PRIMARY KEY CLUSTERED (survey, indicator)
);
