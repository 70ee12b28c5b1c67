namespace SipasSurvey.Paper;

/// <summary>A village of the plan of the sample (kế hoạch mẫu).</summary>
/// <param name="Province">Code of its province in the survey's geography.</param>
/// <param name="District">Name or code of its district; empty where there are none, as since July 2025.</param>
/// <param name="Commune">Name or code of its commune (xã, phường).</param>
/// <param name="Code">Code of the village (thôn/tổ dân phố), unique in the province: what stands in the column <c>cluster</c> of a sheet file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Planned">How many sheets are planned (kế hoạch).</param>
/// <param name="Issued">How many sheets were handed out (phát ra).</param>
public sealed record PlannedVillage(string Province, string District, string Commune, string Code, string Name, int Planned, int Issued);

/// <summary>What a file of the plan says. A plan is taken as a whole: with a fault in it, not at all.</summary>
/// <param name="Villages">Villages of the rows without a fault, in the order of the file.</param>
/// <param name="Faults">The first faults.</param>
/// <param name="FaultsLeftOut">How many further faults there were.</param>
/// <param name="IgnoredColumns">Headings of the columns that were not read.</param>
public sealed record SamplePlanReading(
    IReadOnlyList<PlannedVillage> Villages, IReadOnlyList<CellFault> Faults, int FaultsLeftOut, IReadOnlyList<string> IgnoredColumns);
