namespace SipasSurvey.Local;

/// <summary>The command line is wrong; the message says where, and what would be right.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
