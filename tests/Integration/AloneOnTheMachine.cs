namespace SipasSurvey.IntegrationTests;

/// <summary>Tests that wait for answers in seconds, or keep the machine busy: they run after the others, one by one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneOnTheMachine
{
    public const string Name = "alone on the machine";
}
