using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Keeps the names that the views for people show: those of the catalogue, in Vietnamese.</summary>
internal sealed class NameTables(SqlServerSession session)
{
    private static readonly Statement Clear = new("", """
        DELETE FROM dbo.survey_name;
        DELETE FROM dbo.province_name;
        DELETE FROM dbo.indicator_name;
        """);

    private static readonly Statement WriteSurveys = new("@Rows dbo.survey_names READONLY", """
        INSERT INTO dbo.survey_name (survey, year, name, headline_rule)
        SELECT r.survey, r.year, r.name, r.headline_rule FROM @Rows r;
        """);

    private static readonly Statement WriteProvinces = new("@Rows dbo.province_names READONLY", """
        INSERT INTO dbo.province_name (geography, province, name, former_names)
        SELECT r.geography, r.province, r.name, r.former_names FROM @Rows r;
        """);

    private static readonly Statement WriteIndicators = new("@Rows dbo.indicator_names READONLY", """
        INSERT INTO dbo.indicator_name (survey, indicator, position, kind, name)
        SELECT r.survey, r.indicator, r.position, r.kind, r.name FROM @Rows r;
        """);

    /// <summary>Makes the stored names those of the catalogue.</summary>
    public async Task Write(Catalogue catalogue)
    {
        await session.Execute(Clear);
        await session.Execute(WriteSurveys, Surveys(catalogue));
        await session.Execute(WriteProvinces, Provinces(catalogue));
        await session.Execute(WriteIndicators, Indicators(catalogue));
    }

    public static RowSet Surveys(Catalogue catalogue)
    {
        var rows = new RowSet("dbo.survey_names", ("survey", typeof(string)), ("year", typeof(int)), ("name", typeof(string)), ("headline_rule", typeof(string)));
        foreach (var survey in catalogue.Surveys)
        {
            rows.Add(survey.Code, survey.Year, survey.Name.Vi, CodeOf(survey.HeadlineRule));
        }

        return rows;
    }

    public static RowSet Provinces(Catalogue catalogue)
    {
        var rows = new RowSet("dbo.province_names", ("geography", typeof(string)), ("province", typeof(string)), ("name", typeof(string)),
            ("former_names", typeof(string)));
        foreach (var geography in catalogue.Geographies)
        {
            foreach (var province in geography.Provinces)
            {
                rows.Add(geography.Code, province.Code, province.Name.Vi, FormerNames(geography, province));
            }
        }

        return rows;
    }

    public static RowSet Indicators(Catalogue catalogue)
    {
        var rows = new RowSet("dbo.indicator_names", ("survey", typeof(string)), ("indicator", typeof(string)), ("position", typeof(int)),
            ("kind", typeof(string)), ("name", typeof(string)));
        foreach (var survey in catalogue.Surveys)
        {
            foreach (var indicator in survey.Questionnaire.Indicators)
            {
                rows.Add(survey.Code, indicator.Code, indicator.Index, CodeOf(indicator.Kind), indicator.Name.Vi);
            }
        }

        return rows;
    }

    private static string FormerNames(Geography geography, Province province) => string.Join(", ", province.FormedFrom
        .Select(code => geography.Predecessor!.Find(code)!.Name.Vi)
        .Where(name => name != province.Name.Vi));

    private static string CodeOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
