namespace SipasSurvey.Hosting;

/// <summary>The process cannot start as it was told to. The message is one sentence for whoever starts it: what is wrong, and what would be right.</summary>
public sealed class StartException(string message) : Exception(message);
