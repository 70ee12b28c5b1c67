-- Figures computes breakdowns from the tallies, which say how many gave which answer, never who.
GRANT SELECT ON dbo.tally TO sipas_figures;
GRANT SELECT ON dbo.survey_version TO sipas_figures;
