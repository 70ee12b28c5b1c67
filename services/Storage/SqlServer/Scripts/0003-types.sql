-- Rows that a statement takes as one parameter. The keys tell the optimizer that rows are distinct, and in which order they are.
CREATE TYPE dbo.ids AS TABLE (id BINARY(16) NOT NULL PRIMARY KEY);

CREATE TYPE dbo.numbers AS TABLE (number BIGINT NOT NULL PRIMARY KEY);

CREATE TYPE dbo.codes AS TABLE (code NVARCHAR(32) NOT NULL PRIMARY KEY);

CREATE TYPE dbo.pack_keys AS TABLE (producer BINARY(16) NOT NULL, sequence BIGINT NOT NULL, PRIMARY KEY (producer, sequence));

CREATE TYPE dbo.producer_counts AS TABLE (
    producer BINARY(16) NOT NULL, survey NVARCHAR(32) NOT NULL, entries BIGINT NOT NULL, PRIMARY KEY (producer, survey)
);

CREATE TYPE dbo.batch_closings AS TABLE (
    id BINARY(16) NOT NULL PRIMARY KEY, survey NVARCHAR(64) NOT NULL, province NVARCHAR(64) NOT NULL, team NVARCHAR(MAX) NOT NULL,
    file_name NVARCHAR(MAX) NOT NULL, sent_by NVARCHAR(MAX) NOT NULL, rows INT NOT NULL, accepted INT NOT NULL, rejected INT NOT NULL,
    simulated BIT NOT NULL, closed_at BIGINT NOT NULL
);

CREATE TYPE dbo.batch_withdrawals AS TABLE (
    id BINARY(16) NOT NULL PRIMARY KEY, withdrawn_at BIGINT NOT NULL, withdrawn_by NVARCHAR(MAX) NOT NULL, reason NVARCHAR(MAX) NOT NULL
);

CREATE TYPE dbo.entry_rows AS TABLE (
    id BINARY(16) NOT NULL, ordinal INT NOT NULL, channel TINYINT NOT NULL, batch BIGINT NULL, row INT NOT NULL, received_at BIGINT NOT NULL,
    content VARBINARY(MAX) NOT NULL, state TINYINT NOT NULL, rejection VARCHAR(32) NULL, PRIMARY KEY (id, ordinal)
);

CREATE TYPE dbo.entry_states AS TABLE (id BINARY(16) NOT NULL, ordinal INT NOT NULL, state TINYINT NOT NULL, PRIMARY KEY (id, ordinal));

CREATE TYPE dbo.decision_rows AS TABLE (
    id BINARY(16) NOT NULL, decided_at BIGINT NOT NULL, content_hash BINARY(32) NOT NULL, content VARBINARY(MAX) NOT NULL,
    decided_by NVARCHAR(MAX) NOT NULL, reason NVARCHAR(MAX) NOT NULL, PRIMARY KEY (id, decided_at, content_hash)
);

CREATE TYPE dbo.entry_changes AS TABLE (
    survey NVARCHAR(32) NOT NULL, batch BIGINT NOT NULL, state TINYINT NOT NULL, entries BIGINT NOT NULL, PRIMARY KEY (survey, batch, state)
);

CREATE TYPE dbo.tally_rows AS TABLE (
    survey NVARCHAR(32) NOT NULL, dimension NVARCHAR(32) NOT NULL, category NVARCHAR(32) NOT NULL, province NVARCHAR(32) NOT NULL,
    channel TINYINT NOT NULL, counts VARBINARY(8000) NULL, PRIMARY KEY (survey, dimension, category, province, channel)
);

CREATE TYPE dbo.figure_rows AS TABLE (
    geography NVARCHAR(32) NOT NULL, channel NVARCHAR(32) NOT NULL, indicator NVARCHAR(32) NOT NULL, unit NVARCHAR(32) NOT NULL, n BIGINT NOT NULL,
    satisfied FLOAT(53) NULL, score FLOAT(53) NULL, rank INT NULL, n1 BIGINT NULL, n2 BIGINT NULL, n3 BIGINT NULL, n4 BIGINT NULL, n5 BIGINT NULL,
    mean_satisfied FLOAT(53) NULL, mean_score FLOAT(53) NULL, mean_provinces INT NULL, PRIMARY KEY (geography, channel, indicator, unit)
);

CREATE TYPE dbo.survey_names AS TABLE (
    survey NVARCHAR(32) NOT NULL PRIMARY KEY, year INT NOT NULL, name NVARCHAR(400) NOT NULL, headline_rule NVARCHAR(32) NOT NULL
);

CREATE TYPE dbo.province_names AS TABLE (
    geography NVARCHAR(32) NOT NULL, province NVARCHAR(32) NOT NULL, name NVARCHAR(400) NOT NULL, former_names NVARCHAR(400) NOT NULL,
    PRIMARY KEY (geography, province)
);

CREATE TYPE dbo.indicator_names AS TABLE (
    survey NVARCHAR(32) NOT NULL, indicator NVARCHAR(32) NOT NULL, position INT NOT NULL, kind NVARCHAR(32) NOT NULL, name NVARCHAR(400) NOT NULL,
    PRIMARY KEY (survey, indicator)
);
