using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads and writes the rows of <c>tally</c>.</summary>
internal sealed class TallyTable(Catalogue catalogue, SqliteConnection connection, SqliteTransaction transaction)
{
    public async Task<Tally> Find(TallyKey key)
    {
        const string Find = """
            SELECT counts FROM tally
            WHERE survey = @Survey AND dimension = @Dimension AND category = @Category AND province = @Province AND channel = @Channel
            """;
        var questionnaire = QuestionnaireOf(key.Survey);
        return await connection.ExecuteScalarAsync<byte[]>(Find, Parameters(key), transaction) is { } counts
            ? Tally.FromBytes(questionnaire, counts)
            : new Tally(questionnaire);
    }

    public Task Write(TallyKey key, Tally tally)
    {
        const string Write = """
            INSERT INTO tally (survey, dimension, category, province, channel, counts)
            VALUES (@Survey, @Dimension, @Category, @Province, @Channel, @Counts)
            ON CONFLICT (survey, dimension, category, province, channel) DO UPDATE SET counts = excluded.counts
            """;
        var parameters = Parameters(key);
        parameters.Add("Counts", tally.ToBytes());
        return connection.ExecuteAsync(Write, parameters, transaction);
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

    private static DynamicParameters Parameters(TallyKey key)
    {
        var parameters = new DynamicParameters();
        parameters.Add("Survey", key.Survey);
        parameters.Add("Dimension", key.Dimension);
        parameters.Add("Category", key.Category);
        parameters.Add("Province", key.Province);
        parameters.Add("Channel", (int)key.Channel);
        return parameters;
    }
}
