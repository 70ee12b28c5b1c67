namespace SipasSurvey.Figures.Pages.Start;

/// <summary>One part of the service, as the start page lists it. A host registers one for each part that it runs or relies on.</summary>
/// <param name="Name">E.g. <c>Aggregator</c>.</param>
/// <param name="What">What it does, in a short Vietnamese sentence.</param>
/// <param name="Where">Where it runs: this process, a machine, a file. No password, no absolute path: the page is open to all.</param>
public sealed record RunningPart(string Name, string What, string Where);
