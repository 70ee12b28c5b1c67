using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// The responses of a store in DuckDB, twice: <c>response</c> in columns of their own, as somebody would keep them there, and <c>entry</c> as our rows are, with the
/// content's bytes, which SQL takes apart.
/// </summary>
internal sealed class VerifyBenchmarkDuckDb : IDisposable
{
    private static readonly Questionnaire Questionnaire = A.Questionnaire;

    private readonly DuckDBConnection _connection;

    private VerifyBenchmarkDuckDb(string path)
    {
        _connection = new DuckDBConnection($"Data Source={path}");
        _connection.Open();
        Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads = {Environment.ProcessorCount}"));
    }

    public static VerifyBenchmarkDuckDb Open(string path) => new(path);

    /// <summary>Copies what a SQLite store holds into a new DuckDB file.</summary>
    public static VerifyBenchmarkDuckDb Load(string connectionString, string path)
    {
        var database = new VerifyBenchmarkDuckDb(path);
        database.Execute($"""
            CREATE TABLE response (id UUID, received_at BIGINT, survey VARCHAR, province VARCHAR, channel UTINYINT,
                {string.Join(", ", Items.Concat(Dimensions).Select(column => $"{column} UTINYINT"))});
            CREATE TABLE entry (id UUID, received_at BIGINT, channel UTINYINT, content BLOB);
            """);
        using (var responses = database._connection.CreateAppender("response"))
        using (var entries = database._connection.CreateAppender("entry"))
        {
            foreach (var (id, receivedAt, channel, bytes) in Read(connectionString))
            {
                entries.CreateRow().AppendValue(id).AppendValue(receivedAt).AppendValue(channel).AppendValue(bytes).EndRow();
                var content = Content.TryRead(bytes, out var read) ? read : throw new InvalidDataException();
                var row = responses.CreateRow().AppendValue(id).AppendValue(receivedAt).AppendValue(content.Survey).AppendValue(content.Province).AppendValue(channel);
                foreach (var value in (ReadOnlySpan<byte>)[.. content.Answers.Span, .. content.Respondent.Span])
                {
                    row = value == 0 ? row.AppendNullValue() : row.AppendValue(value);
                }

                row.EndRow();
            }
        }

        database.Execute("""
            CREATE TYPE survey_code AS ENUM (SELECT DISTINCT survey FROM response);
            CREATE TYPE province_code AS ENUM (SELECT DISTINCT province FROM response);
            ALTER TABLE response ALTER survey TYPE survey_code;
            ALTER TABLE response ALTER province TYPE province_code;
            CHECKPOINT;
            """);
        return database;
    }

    /// <summary>Counts by columns: the tallies that it gives, and how long it took until they were there.</summary>
    public (Dictionary<TallyKey, Tally> Tallies, double Seconds) CountColumns() => Count("response", "response");

    /// <summary>Counts by the contents' bytes.</summary>
    public (Dictionary<TallyKey, Tally> Tallies, double Seconds) CountContents()
    {
        // The bytes in hexadecimal digits: one of layout, survey and province each behind their length, number of items, a digit for each item (an even number of
        // them), number of dimensions, a byte for each.
        var survey = A.Survey.Length;
        var province = A.LaoCai.Length;
        var items = 1 + (2 * (3 + survey + province + 1));
        var respondent = items + (2 * ((Items.Length + 1) / 2)) + 2;
        var columns = Items.Select((column, i) => $"nullif(ascii(substr(hex, {items + i}, 1)) - 48, 0)::UTINYINT AS {column}")
            .Concat(Dimensions.Select((column, i) => $"nullif(ascii(substr(hex, {respondent + 1 + (2 * i)}, 1)) - 48, 0)::UTINYINT AS {column}"));
        var decoded = $"""
            (SELECT id, received_at, channel, decode(unhex(substr(hex, 5, {2 * survey})))::survey_code AS survey,
                decode(unhex(substr(hex, {7 + (2 * survey)}, {2 * province})))::province_code AS province,
                {string.Join(", ", columns)}
            FROM (SELECT id, received_at, channel, hex(content) AS hex FROM entry))
            """;
        return Count("entry", decoded);
    }

    public void Dispose() => _connection.Dispose();

    private static string[] Items { get; } = [.. Questionnaire.Items.Select(item => item.Code)];

    private static string[] Dimensions { get; } = [.. Questionnaire.Respondent.Select(dimension => dimension.Code)];

    private static IEnumerable<(Guid Id, long ReceivedAt, byte Channel, byte[] Content)> Read(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, received_at, channel, content FROM entry";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true), reader.GetInt64(1), reader.GetByte(2), reader.GetFieldValue<byte[]>(3));
        }
    }

    // As fast as was found: codes as ENUM, countif and not FILTER, one pass with GROUPING SETS. A query for each dimension takes about as long; rows of items and levels (UNPIVOT), or
    // histogram(), several times as long.
    private (Dictionary<TallyKey, Tally> Tallies, double Seconds) Count(string table, string source)
    {
        var levels = Enumerable.Range(1, Questionnaire.Scale.Highest);
        var counts = Items.SelectMany(item => levels.Select(level => $"countif({item} = {level})::UINTEGER"))
            .Concat(Questionnaire.Composites.Select(composite => $"count(coalesce({string.Join(", ", composite.Items.Select(item => Items[item]))}))::UINTEGER"));
        using var command = _connection.CreateCommand();
        command.CommandText = $"""
            WITH first AS (SELECT id, min(received_at) AS received_at FROM {table} GROUP BY id)
            SELECT survey::VARCHAR, province::VARCHAR, channel, {string.Join(", ", Dimensions)}, {string.Join(", ", counts)}
            FROM {source} SEMI JOIN first USING (id, received_at)
            GROUP BY GROUPING SETS ({string.Join(", ", Dimensions.Select(dimension => $"(survey, province, channel, {dimension})").Prepend("(survey, province, channel)"))})
            """;
        var time = Stopwatch.StartNew();
        using var reader = command.ExecuteReader();
        time.Stop();
        return (Tallies(reader), time.Elapsed.TotalSeconds);
    }

    // What was not said of a respondent is counted in a row of its own, in which everything is NULL as in the row of all responses; which is the greatest.
    private static Dictionary<TallyKey, Tally> Tallies(DuckDBDataReader reader)
    {
        var tallies = new Dictionary<TallyKey, Tally>();
        var first = 3 + Dimensions.Length;
        var bytes = new byte[(reader.FieldCount - first) * sizeof(uint)];
        while (reader.Read())
        {
            for (var i = first; i < reader.FieldCount; i++)
            {
                // Of an item that nobody answered, countif says NULL.
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((i - first) * sizeof(uint)), reader.IsDBNull(i) ? 0 : reader.GetFieldValue<uint>(i));
            }

            var tally = Tally.FromBytes(Questionnaire, bytes);
            var said = Enumerable.Range(0, Dimensions.Length).FirstOrDefault(i => !reader.IsDBNull(3 + i), -1);
            var (dimension, category) = said < 0 ? ("", "") : (Dimensions[said], Questionnaire.Respondent[said].Categories[reader.GetByte(3 + said) - 1].Code);
            var key = new TallyKey(reader.GetString(0), reader.GetString(1), (Channel)reader.GetByte(2), dimension, category);
            if (!tallies.TryGetValue(key, out var other) || other.Responses < tally.Responses)
            {
                tallies[key] = tally;
            }
        }

        return tallies;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
