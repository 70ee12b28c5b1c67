namespace SipasSurvey.BrowserTests;

/// <summary>Tests that measure times: they run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
