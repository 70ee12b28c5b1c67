-- Counts of answers, see Tally.ToBytes: one row for all responses of a province and channel (dimension and category empty) and one for
-- each respondent category.
CREATE TABLE tally (
    survey TEXT NOT NULL,
    province TEXT NOT NULL,
    channel INTEGER NOT NULL,    -- 0 paper, 1 invited, 2 open
    dimension TEXT NOT NULL,
    category TEXT NOT NULL,
    counts BLOB NOT NULL,
    CONSTRAINT tally_pk PRIMARY KEY (survey, dimension, category, province, channel)
) STRICT, WITHOUT ROWID;

-- The version of the tallies grows with every fill that changes one; figures lag behind by at most a second.
CREATE TABLE survey_version (
    survey TEXT NOT NULL CONSTRAINT survey_version_pk PRIMARY KEY,
    tallies INTEGER NOT NULL DEFAULT 0,
    figures INTEGER,             -- version of the tallies that the figures were computed from; NULL before the first time
    figures_as_of INTEGER
) STRICT, WITHOUT ROWID;

-- Running indicators. Ordered so that a ranking, which reads few indicators of all provinces, reads neighbouring rows.
CREATE TABLE figure (
    survey TEXT NOT NULL,
    geography TEXT NOT NULL,
    channel TEXT NOT NULL,       -- all, official, open
    indicator TEXT NOT NULL,
    unit TEXT NOT NULL,          -- province code, or nation
    n INTEGER NOT NULL,
    satisfied REAL,              -- percent, 0 to 100
    score REAL,                  -- percent, 20 to 100
    rank INTEGER,                -- under the survey's headline rule
    n1 INTEGER, n2 INTEGER, n3 INTEGER, n4 INTEGER, n5 INTEGER, -- answers at each level, for items
    mean_satisfied REAL, mean_score REAL, mean_provinces INTEGER, -- mean of the provinces, for the nation
    CONSTRAINT figure_pk PRIMARY KEY (survey, geography, channel, indicator, unit)
) STRICT, WITHOUT ROWID;
