namespace SipasSurvey.Storage;

/// <summary>The schema of a database could not be brought up to date. The message is for the operator.</summary>
public sealed class SchemaException(string message, Exception? inner) : Exception(message, inner);
