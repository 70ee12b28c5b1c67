using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads and writes the rows of <c>tally</c>.</summary>
internal sealed class TallyTable(Catalogue catalogue, SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>Adds to the stored ones.</summary>
    public void Add(Tallies changes)
    {
        using var find = new RowStatement(connection,
            "SELECT counts FROM tally WHERE survey = ?1 AND dimension = ?2 AND category = ?3 AND province = ?4 AND channel = ?5");
        using var write = new RowStatement(connection, """
            INSERT INTO tally (survey, dimension, category, province, channel, counts) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (survey, dimension, category, province, channel) DO UPDATE SET counts = excluded.counts
            """);
        foreach (var (key, change) in changes.ByKey.Where(it => !it.Value.IsZero))
        {
            var questionnaire = QuestionnaireOf(key.Survey);
            var tally = Bind(find, key).FindBytes() is { } counts ? Tally.FromBytes(questionnaire, counts) : new Tally(questionnaire);
            tally.Add(change);
            Bind(write, key).Bind(6, tally.ToBytes()).Execute();
        }
    }

    /// <summary>All tallies of a survey, or only those of all responses.</summary>
    public async Task<Dictionary<TallyKey, Tally>> Read(string survey, bool totalsOnly)
    {
        const string Read = """
            SELECT survey AS Survey, province AS Province, channel AS Channel, dimension AS Dimension, category AS Category, counts AS Counts
            FROM tally WHERE survey = @survey AND (dimension = '' OR NOT @totalsOnly)
            """;
        var rows = await connection.QueryAsync<(string Survey, string Province, long Channel, string Dimension, string Category, byte[] Counts)>(
            Read, new { survey, totalsOnly }, transaction);
        return rows.ToDictionary(
            row => new TallyKey(row.Survey, row.Province, (Channel)row.Channel, row.Dimension, row.Category),
            row => Tally.FromBytes(QuestionnaireOf(row.Survey), row.Counts));
    }

    private Questionnaire QuestionnaireOf(string survey) =>
        (catalogue.FindSurvey(survey) ?? throw new InvalidDataException($"The database holds tallies of survey {survey}, which is unknown."))
        .Questionnaire;

    private static RowStatement Bind(RowStatement statement, TallyKey key) =>
        statement.Bind(1, key.Survey).Bind(2, key.Dimension).Bind(3, key.Category).Bind(4, key.Province).Bind(5, (int)key.Channel);
}
