using System.Data.Common;
using Dapper;

namespace SipasSurvey.Staff.Store;

/// <summary>
/// A statement in the part of SQL that SQLite and SQL Server share. Everything that is sent is a static field of this type, so that the tests
/// find every statement and load it into Microsoft's model of the schema.
/// </summary>
/// <param name="Parameters">The parameters as T-SQL declares them; may be empty.</param>
/// <param name="Text">The statement.</param>
internal sealed record Statement(string Parameters, string Text)
{
    public CommandDefinition Command(object? parameters, CancellationToken cancellationToken) => new(Text, parameters, cancellationToken: cancellationToken);

    /// <summary>The same as a part of a transaction.</summary>
    public CommandDefinition CommandIn(DbTransaction transaction, object? parameters, CancellationToken cancellationToken) =>
        new(Text, parameters, transaction, cancellationToken: cancellationToken);
}
