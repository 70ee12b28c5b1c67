using Microsoft.SqlServer.Dac.Model;
using SipasSurvey.Storage;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>Every script and every statement for SQL Server, checked by Microsoft's model, without a server.</summary>
public sealed class TransactSqlTests
{
    [Fact]
    public void Scripts_and_statements_fit_together()
    {
        Assert.Contains(TransactSql.Scripts.Keys, name => name.StartsWith("SipasSurvey.Storage.", StringComparison.Ordinal));
        Assert.Contains(TransactSql.Scripts.Keys, name => name.StartsWith("SipasSurvey.Staff.", StringComparison.Ordinal));
        Assert.Contains("FigureTable.FindAll", TransactSql.Statements.Keys);
        Assert.Contains("AuditWriter.InsertEntry", TransactSql.Statements.Keys);
        using var model = new TransactSql();
        foreach (var (name, statement) in TransactSql.Statements)
        {
            model.Add(name, statement);
        }

        Assert.Empty(model.Validate());
    }

    [Fact]
    public void Rows_have_the_columns_of_their_table_type_in_its_order()
    {
        RowSet[] all =
        [
            TableTypes.Ids([]), TableTypes.Numbers([]), TableTypes.Codes([]), TableTypes.Packs([]), TableTypes.ProducerCounts([]), TableTypes.Closings([]),
            TableTypes.Withdrawals([]), TableTypes.Entries([]), TableTypes.States([]), TableTypes.Decisions([]),
            TableTypes.EntryChanges(new Dictionary<EntryCountKey, long>()), TableTypes.Tallies([]), TableTypes.Figures([]),
            TraceTypes.Spent([]), TraceTypes.Receipts([]), TraceTypes.SuspiciousChanges(new Dictionary<SuspicionKey, long>()),
            NameTables.Surveys(A.Catalogue), NameTables.Provinces(A.Catalogue), NameTables.Indicators(A.Catalogue),
        ];

        // That one is of the version before, which may still run while this one begins.
        Assert.Equal(TransactSql.TableTypeColumns.Keys.Except(["dbo.entry_rows"]).Order(), all.Select(rows => rows.Type).Order());
        Assert.All(all, rows => Assert.Equal(TransactSql.TableTypeColumns[rows.Type],
            ColumnsOf(rows)));
        Assert.Equal(TransactSql.ColumnsOf(StagedIds.Table), ColumnsOf(TraceTypes.Staged([], [], new HashSet<Guid>())));
    }

    [Theory]
    [InlineData("", "SELECT e.statee FROM dbo.entry e", "statee")]
    [InlineData("", "SELECT e.state FROM dbo.entries e", "entries")]
    [InlineData("@Rows dbo.ids READONLY", "SELECT e.id FROM dbo.entry e JOIN @Rows i ON i.idd = e.id", "idd")]
    [InlineData("@Rows dbo.idz READONLY", "SELECT i.id FROM @Rows i", "idz")]
    [InlineData("", "UPDATE dbo.entry SET stat = 1", "stat")]
    [InlineData("", "INSERT INTO dbo.pack (producer, sequenc) VALUES (0x00, 1)", "sequenc")]
    [InlineData("", "EXEC sp_getapplok", "sp_getapplok")]
    [InlineData("", "SELECT a.acter FROM staff_audit a", "acter")]
    public void A_statement_that_is_misspelt_is_found(string parameters, string text, string named)
    {
        using var model = new TransactSql();
        try
        {
            model.Add("Misspelt", new Statement(parameters, text));
        }
        catch (DacModelException)
        {
            // A type that does not exist is refused at once by the stand-in.
        }

        Assert.Contains(model.Validate(), message => message.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "SELEC 1", "SELEC")]
    [InlineData("@Survey NVARCHAR(32)", "SELECT 1 WHERE @Survy = N''", "@Survy")]
    public void A_statement_that_is_no_SQL_is_refused(string parameters, string text, string named)
    {
        using var model = new TransactSql();

        var refusal = Assert.Throws<DacModelException>(() => model.Add("Misspelt", new Statement(parameters, text)));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> ColumnsOf(RowSet rows) => rows.Table.Columns.Cast<System.Data.DataColumn>().Select(column => column.ColumnName);
}
