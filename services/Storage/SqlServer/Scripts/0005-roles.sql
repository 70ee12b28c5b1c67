-- One role for each kind of reader and writer, with the least rights that it needs; deploy/README.md says how accounts get them. Nobody
-- needs to own the database but who migrates it.

-- Aggregator, once the schema is there. It removes no entry and no decision. (EXECUTE is for the table types; there are no procedures.)
CREATE ROLE sipas_aggregator;
GRANT SELECT, EXECUTE ON SCHEMA::dbo TO sipas_aggregator;
GRANT INSERT, UPDATE, DELETE ON dbo.producer TO sipas_aggregator;
GRANT INSERT, DELETE ON dbo.pack TO sipas_aggregator;
GRANT INSERT, UPDATE ON dbo.producer_count TO sipas_aggregator;
GRANT INSERT, UPDATE ON dbo.batch TO sipas_aggregator;
GRANT INSERT, UPDATE ON dbo.entry TO sipas_aggregator;
GRANT INSERT ON dbo.decision TO sipas_aggregator;
GRANT INSERT, UPDATE, DELETE ON dbo.entry_count TO sipas_aggregator;
GRANT INSERT, UPDATE, DELETE ON dbo.tally TO sipas_aggregator;
GRANT INSERT, UPDATE ON dbo.survey_version TO sipas_aggregator;
GRANT INSERT, UPDATE ON dbo.figure_version TO sipas_aggregator;
GRANT INSERT, UPDATE, DELETE ON dbo.figure TO sipas_aggregator;
GRANT INSERT, DELETE ON dbo.survey_name TO sipas_aggregator;
GRANT INSERT, DELETE ON dbo.province_name TO sipas_aggregator;
GRANT INSERT, DELETE ON dbo.indicator_name TO sipas_aggregator;
GO

-- Figures: of the entries only what the state of a response needs, never what it says.
CREATE ROLE sipas_figures;
GRANT SELECT ON dbo.figure TO sipas_figures;
GRANT SELECT ON dbo.figure_version TO sipas_figures;
GRANT SELECT ON dbo.entry_count TO sipas_figures;
GRANT SELECT ON dbo.producer_count TO sipas_figures;
GRANT SELECT ON dbo.batch (survey, simulated, withdrawn_at) TO sipas_figures;
GRANT SELECT ON dbo.entry (id, state, received_at) TO sipas_figures;
GRANT SELECT ON dbo.SchemaVersions TO sipas_figures;
GO

-- Analysts: the views for people, and nothing else.
CREATE ROLE sipas_reader;
GRANT SELECT ON SCHEMA::sipas TO sipas_reader;
