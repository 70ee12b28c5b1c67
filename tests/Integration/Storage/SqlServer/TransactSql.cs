using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>
/// Microsoft's own model of the schema, made of the scripts without a server. A statement is loaded into it as the body of a procedure with
/// the statement's parameters; the model then says what is misspelt, missing or of a type that does not exist.
/// </summary>
internal sealed partial class TransactSql : IDisposable
{
    // What is there without a script of ours: DbUp's journal, and the procedure that takes locks.
    private static readonly string[] Given =
    [
        "CREATE TABLE dbo.SchemaVersions (Id INT IDENTITY(1, 1) NOT NULL PRIMARY KEY, ScriptName NVARCHAR(255) NOT NULL, Applied DATETIME NOT NULL);",
        "CREATE PROCEDURE dbo.sp_getapplock @Resource NVARCHAR(255), @LockMode NVARCHAR(32), @LockOwner NVARCHAR(32), @LockTimeout INT AS RETURN 0;",
    ];

    private static System.Reflection.Assembly Storage => typeof(SqlServerDatabase).Assembly;

    private readonly TSqlModel _model = new(SqlServerVersion.Sql160, new TSqlModelOptions());

    /// <summary>All scripts that make the schema, by name.</summary>
    public static IReadOnlyDictionary<string, string> Scripts { get; } = Storage.GetManifestResourceNames()
        .Where(name => name.Contains(".SqlServer.Scripts.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .ToDictionary(name => name, name => new StreamReader(Storage.GetManifestResourceStream(name)!).ReadToEnd());

    /// <summary>All statements that the code sends, by the name of their field.</summary>
    public static IReadOnlyDictionary<string, Statement> Statements { get; } = Storage.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
        .Where(field => field.FieldType == typeof(Statement))
        .ToDictionary(field => $"{field.DeclaringType!.Name}.{field.Name}", field => (Statement)field.GetValue(null)!);

    /// <summary>The columns of each table type, in their order.</summary>
    public static IReadOnlyDictionary<string, string[]> TableTypeColumns { get; } = TableType().Matches(string.Join('\n', Scripts.Values))
        .ToDictionary(type => type.Groups["name"].Value, type => Column().Matches(type.Groups["columns"].Value).Select(column => column.Groups["name"].Value).ToArray());

    public TransactSql()
    {
        foreach (var statement in Given.Concat(Scripts.Values.SelectMany(StatementsOf)))
        {
            _model.AddObjects(statement);
        }

        // The model does not look at columns of a parameter that is a table; so each type is there as a table too.
        foreach (Match type in TableType().Matches(string.Join('\n', Scripts.Values)))
        {
            _model.AddObjects($"CREATE TABLE {StandIn(type.Groups["name"].Value)} ({type.Groups["columns"].Value});");
        }
    }

    /// <summary>Loads a statement.</summary>
    /// <exception cref="DacModelException">It is no T-SQL; the model takes nothing more after that.</exception>
    public void Add(string name, Statement statement)
    {
        var procedure = name.Replace('.', '_');
        var parameters = statement.Parameters.Length == 0 ? "" : $"{statement.Parameters} ";
        _model.AddObjects($"CREATE PROCEDURE dbo.{procedure} {parameters}AS\n{statement.Text}");
        if (RowParameter().Match(statement.Parameters) is { Success: true } rows)
        {
            var others = RowParameter().Replace(statement.Parameters, "").Trim(' ', ',');
            var body = statement.Text.Replace("@Rows", StandIn(rows.Groups["type"].Value), StringComparison.Ordinal);
            _model.AddObjects($"CREATE PROCEDURE dbo.{procedure}_rows {others} AS\n{body}");
        }
    }

    /// <summary>What the model finds wrong.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. _model.Validate().Select(message => message.Message)
            // Views of the system are not part of the model.
            .Where(message => !message.Contains("[sys].[databases]", StringComparison.Ordinal)),
    ];

    public void Dispose() => _model.Dispose();

    private static string StandIn(string type) => $"{type}_rows";

    private static IEnumerable<string> StatementsOf(string script)
    {
        using var reader = new StringReader(script);
        var parsed = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors.Select(error => $"Line {error.Line}: {error.Message}"));
        return parsed.Batches.SelectMany(batch => batch.Statements).Select(statement => script.Substring(statement.StartOffset, statement.FragmentLength));
    }

    [GeneratedRegex(@"CREATE TYPE (?<name>[\w.]+) AS TABLE \((?<columns>.*?)\);", RegexOptions.Singleline)]
    private static partial Regex TableType();

    [GeneratedRegex(@"(?:^|,)\s*(?<name>[a-z_0-9]+) [A-Z]+")]
    private static partial Regex Column();

    [GeneratedRegex(@"@Rows (?<type>[\w.]+) READONLY")]
    private static partial Regex RowParameter();
}
