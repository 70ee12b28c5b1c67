namespace SipasSurvey.Storage.SqlServer;

/// <summary>
/// A statement in T-SQL. Everything that is sent is a static field of this type, so that the tests find every statement and load it into
/// Microsoft's model of the schema, without a server.
/// </summary>
/// <param name="Parameters">The parameters as T-SQL declares them, e.g. <c>@Rows dbo.ids READONLY, @Survey NVARCHAR(32)</c>; may be empty.</param>
/// <param name="Text">The statement.</param>
internal sealed record Statement(string Parameters, string Text);
