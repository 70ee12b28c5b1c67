-- What people read, in Excel, Power BI or Management Studio: see services/README.md, "Figures in SQL Server". They hold figures, no
-- responses; but figures of very few responses say nearly what those say, so the role is for those who may know. Tables stay in dbo, so that a right on the schema sipas is a right on these views alone.
CREATE SCHEMA sipas AUTHORIZATION dbo;
GO

-- One row for each survey, geography, choice of channels, province and indicator (chỉ số hiện hành của từng tỉnh, thành phố).
CREATE VIEW sipas.ProvinceFigure AS
SELECT f.survey AS Survey, s.year AS Year, s.name AS SurveyName, f.geography AS Geography, f.channel AS Channel,
    CASE f.channel WHEN N'all' THEN N'Tất cả các kênh' WHEN N'official' THEN N'Kênh chính thức' ELSE N'Kênh mở' END AS ChannelName,
    f.unit AS Province, p.name AS ProvinceName, p.former_names AS FormerNames,
    f.indicator AS Indicator, i.position AS IndicatorPosition, i.name AS IndicatorName,
    CASE i.kind WHEN N'item' THEN N'Tiêu chí' WHEN N'element' THEN N'Yếu tố' WHEN N'part' THEN N'Nội dung' ELSE N'Chỉ số chung' END AS IndicatorKind,
    f.n AS Responses, f.satisfied AS Satisfied, f.score AS Score, f.rank AS Rank,
    f.n1 AS Level1, f.n2 AS Level2, f.n3 AS Level3, f.n4 AS Level4, f.n5 AS Level5,
    -- Hours of Asia/Ho_Chi_Minh: UTC+7 without summer time.
    DATEADD(SECOND, CAST(v.as_of / 1000000 % 60 AS INT), DATEADD(MINUTE, CAST(v.as_of / 60000000 + 420 AS INT), CAST('1970-01-01' AS DATETIME2(0)))) AS AsOf,
    CASE WHEN EXISTS (SELECT 1 FROM dbo.batch b WHERE b.survey = f.survey AND b.simulated = 1 AND b.withdrawn_at IS NULL) THEN 1 ELSE 0 END AS Simulated
FROM dbo.figure f
JOIN dbo.figure_version v ON v.survey = f.survey
JOIN dbo.survey_name s ON s.survey = f.survey
JOIN dbo.province_name p ON p.geography = f.geography AND p.province = f.unit
JOIN dbo.indicator_name i ON i.survey = f.survey AND i.indicator = f.indicator;
GO

-- One row for each survey, geography, choice of channels and indicator (cả nước): all respondents together, and the mean of the provinces.
CREATE VIEW sipas.NationFigure AS
SELECT f.survey AS Survey, s.year AS Year, s.name AS SurveyName, f.geography AS Geography, f.channel AS Channel,
    CASE f.channel WHEN N'all' THEN N'Tất cả các kênh' WHEN N'official' THEN N'Kênh chính thức' ELSE N'Kênh mở' END AS ChannelName,
    f.indicator AS Indicator, i.position AS IndicatorPosition, i.name AS IndicatorName,
    CASE i.kind WHEN N'item' THEN N'Tiêu chí' WHEN N'element' THEN N'Yếu tố' WHEN N'part' THEN N'Nội dung' ELSE N'Chỉ số chung' END AS IndicatorKind,
    f.n AS Responses, f.satisfied AS Satisfied, f.score AS Score,
    f.n1 AS Level1, f.n2 AS Level2, f.n3 AS Level3, f.n4 AS Level4, f.n5 AS Level5,
    f.mean_satisfied AS MeanSatisfied, f.mean_score AS MeanScore, f.mean_provinces AS MeanProvinces,
    DATEADD(SECOND, CAST(v.as_of / 1000000 % 60 AS INT), DATEADD(MINUTE, CAST(v.as_of / 60000000 + 420 AS INT), CAST('1970-01-01' AS DATETIME2(0)))) AS AsOf,
    CASE WHEN EXISTS (SELECT 1 FROM dbo.batch b WHERE b.survey = f.survey AND b.simulated = 1 AND b.withdrawn_at IS NULL) THEN 1 ELSE 0 END AS Simulated
FROM dbo.figure f
JOIN dbo.figure_version v ON v.survey = f.survey
JOIN dbo.survey_name s ON s.survey = f.survey
JOIN dbo.indicator_name i ON i.survey = f.survey AND i.indicator = f.indicator
WHERE f.unit = N'nation';
GO

-- The provinces by place, for every indicator that has one (xếp hạng): the value under the survey's headline rule, beside the nation's.
CREATE VIEW sipas.Ranking AS
SELECT p.Survey, p.Year, p.SurveyName, p.Geography, p.Channel, p.ChannelName, p.Indicator, p.IndicatorPosition, p.IndicatorName, p.IndicatorKind,
    p.Rank, p.Province, p.ProvinceName, p.FormerNames, p.Responses,
    CASE s.headline_rule WHEN N'score' THEN p.Score ELSE p.Satisfied END AS Value,
    CASE s.headline_rule WHEN N'score' THEN n.Score ELSE n.Satisfied END AS NationValue,
    CASE s.headline_rule WHEN N'score' THEN N'Điểm trung bình quy đổi' ELSE N'Tỷ lệ hài lòng' END AS RuleName,
    p.AsOf, p.Simulated
FROM sipas.ProvinceFigure p
JOIN sipas.NationFigure n ON n.Survey = p.Survey AND n.Geography = p.Geography AND n.Channel = p.Channel AND n.Indicator = p.Indicator
JOIN dbo.survey_name s ON s.survey = p.Survey
WHERE p.Rank IS NOT NULL;
