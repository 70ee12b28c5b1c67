using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>A plan as it stands in the store.</summary>
internal sealed class SamplePlanRow
{
    public string Survey { get; init; } = "";

    public string Province { get; init; } = "";

    public int Version { get; init; }

    public string FileName { get; init; } = "";

    public string PlannedBy { get; init; } = "";

    public long PlannedAt { get; init; }

    public SamplePlan ToPlan(IReadOnlyList<SampleVillage> villages) =>
        new(Survey, Province, Version, FileName, PlannedBy, Moments.FromUnixMicroseconds(PlannedAt), villages);
}

/// <summary>A village as it stands in the store.</summary>
internal sealed class SampleVillageRow
{
    public string Province { get; init; } = "";

    public int Version { get; init; }

    public string Code { get; init; } = "";

    public string Name { get; init; } = "";

    public string District { get; init; } = "";

    public string Commune { get; init; } = "";

    public int Planned { get; init; }

    public int? Issued { get; init; }

    public SampleVillage ToVillage() => new(Code, Name, District, Commune, Planned, Issued);
}
