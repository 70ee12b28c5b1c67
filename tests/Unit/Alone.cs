namespace SipasSurvey.UnitTests;

/// <summary>Tests that read what the whole process has: they run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
