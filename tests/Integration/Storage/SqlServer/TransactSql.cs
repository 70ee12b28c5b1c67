using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using SipasSurvey.Staff.Store;
using SipasSurvey.Storage.SqlServer;
using StaffStatement = SipasSurvey.Staff.Store.Statement;
using Statement = SipasSurvey.Storage.SqlServer.Statement;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>
/// Microsoft's own model of the schema, made of the scripts without a server. A statement is loaded into it as the body of a procedure with
/// the statement's parameters; the model then says what is misspelt, missing or of a type that does not exist.
/// </summary>
internal sealed partial class TransactSql : IDisposable
{
    // What is there without a script of ours: DbUp's journals, and the procedure that takes locks.
    private static readonly string[] Given =
    [
        "CREATE TABLE dbo.SchemaVersions (Id INT IDENTITY(1, 1) NOT NULL PRIMARY KEY, ScriptName NVARCHAR(255) NOT NULL, Applied DATETIME NOT NULL);",
        "CREATE TABLE dbo.StaffSchemaVersions (Id INT IDENTITY(1, 1) NOT NULL PRIMARY KEY, ScriptName NVARCHAR(255) NOT NULL, Applied DATETIME NOT NULL);",
        "CREATE PROCEDURE dbo.sp_getapplock @Resource NVARCHAR(255), @LockMode NVARCHAR(32), @LockOwner NVARCHAR(32), @LockTimeout INT AS RETURN 0;",
    ];

    // Both may live in one database, so they are one model.
    private static readonly System.Reflection.Assembly[] Owners = [typeof(SqlServerDatabase).Assembly, typeof(StaffDatabase).Assembly];

    private readonly TSqlModel _model = new(SqlServerVersion.Sql160, new TSqlModelOptions());

    /// <summary>All scripts that make the schema, by name.</summary>
    public static IReadOnlyDictionary<string, string> Scripts { get; } = Owners.SelectMany(owner => owner.GetManifestResourceNames()
        .Where(name => name.Contains(".SqlServer.Scripts.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(name => (name, script: new StreamReader(owner.GetManifestResourceStream(name)!).ReadToEnd())))
        .ToDictionary(it => it.name, it => it.script);

    /// <summary>All statements that the code sends, by the name of their field.</summary>
    public static IReadOnlyDictionary<string, Statement> Statements { get; } = Owners.SelectMany(owner => owner.GetTypes())
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
        .Select(field => (field, statement: field.FieldType == typeof(Statement) || field.FieldType == typeof(StaffStatement) ? AsStatement(field.GetValue(null)!) : null))
        .Where(it => it.statement is not null)
        .ToDictionary(it => $"{it.field.DeclaringType!.Name}.{it.field.Name}", it => it.statement!);

    /// <summary>The columns of each table type, in their order.</summary>
    public static IReadOnlyDictionary<string, string[]> TableTypeColumns { get; } = TableType().Matches(string.Join('\n', Scripts.Values))
        .ToDictionary(type => type.Groups["name"].Value, type => Column().Matches(type.Groups["columns"].Value).Select(column => column.Groups["name"].Value).ToArray());

    /// <summary>The columns of a table as the script has them that makes it.</summary>
    public static IEnumerable<string> ColumnsOf(string table) => Scripts.Values.SelectMany(StatementsOf).Select(it => it.Parsed).OfType<CreateTableStatement>()
        .Single(it => NameOf(it.SchemaObjectName) == table).Definition.ColumnDefinitions.Select(column => column.ColumnIdentifier.Value);

    public TransactSql()
    {
        foreach (var statement in Given.Concat(Describe(Scripts.Values)))
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

    // Those of the staff store are for SQLite too, and are a type of their own.
    private static Statement AsStatement(object value) => value is StaffStatement staff ? new Statement(staff.Parameters, staff.Text) : (Statement)value;

    private static string StandIn(string type) => $"{type}_rows";

    // The model describes what there is in the end: a column that came later stands in its table, and what a script does with rows is the body of a procedure.
    private static IEnumerable<string> Describe(IEnumerable<string> scripts)
    {
        var statements = scripts.SelectMany(StatementsOf).ToList();
        var later = statements.Where(it => it.Parsed is AlterTableAddTableElementStatement)
            .ToLookup(it => NameOf(((AlterTableAddTableElementStatement)it.Parsed).SchemaObjectName), it => it.Text(((AlterTableAddTableElementStatement)it.Parsed).Definition));
        var moves = 0;
        foreach (var it in statements.Where(it => it.Parsed is not AlterTableAddTableElementStatement))
        {
            yield return it.Parsed switch
            {
                CreateTableStatement table when later[NameOf(table.SchemaObjectName)].ToList() is { Count: > 0 } columns =>
                    it.Text(it.Parsed).Insert(table.Definition.StartOffset + table.Definition.FragmentLength - table.StartOffset, $", {string.Join(", ", columns)}"),
                DataModificationStatement => $"CREATE PROCEDURE dbo.script_{++moves} AS\n{it.Text(it.Parsed)}",
                _ => it.Text(it.Parsed),
            };
        }
    }

    private static string NameOf(SchemaObjectName name) => string.Join('.', name.Identifiers.Select(part => part.Value));

    private static IEnumerable<(TSqlStatement Parsed, Func<TSqlFragment, string> Text)> StatementsOf(string script)
    {
        using var reader = new StringReader(script);
        var parsed = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors.Select(error => $"Line {error.Line}: {error.Message}"));
        return parsed.Batches.SelectMany(batch => batch.Statements)
            .Select(statement => (statement, new Func<TSqlFragment, string>(part => script.Substring(part.StartOffset, part.FragmentLength))));
    }

    [GeneratedRegex(@"CREATE TYPE (?<name>[\w.]+) AS TABLE \((?<columns>.*?)\);", RegexOptions.Singleline)]
    private static partial Regex TableType();

    [GeneratedRegex(@"(?:^|,)\s*(?<name>[a-z_0-9]+) [A-Z]+")]
    private static partial Regex Column();

    [GeneratedRegex(@"@Rows (?<type>[\w.]+) READONLY")]
    private static partial Regex RowParameter();
}
