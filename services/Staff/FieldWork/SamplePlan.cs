namespace SipasSurvey.Staff.FieldWork;

/// <summary>The plan of the sample (kế hoạch mẫu) of a province: in which villages how many are asked.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code in the survey's geography.</param>
/// <param name="Version">1 for the first plan of the province; each that replaces it has the next number.</param>
/// <param name="FileName">Name of the file that it came in.</param>
/// <param name="PlannedBy">Name of who sent it.</param>
/// <param name="PlannedAt">When it took effect.</param>
/// <param name="Villages">Its villages, in the order of the file.</param>
public sealed record SamplePlan(
    string Survey, string Province, int Version, string FileName, string PlannedBy, DateTimeOffset PlannedAt, IReadOnlyList<SampleVillage> Villages)
{
    /// <summary>Questionnaires that are to be filled in.</summary>
    public int Planned => Villages.Sum(it => it.Planned);

    /// <summary>Questionnaires that were given out (phát ra), as far as the plan says.</summary>
    public int Issued => Villages.Sum(it => it.Issued ?? 0);
}

/// <summary>A village of the sample (thôn/tổ dân phố).</summary>
/// <param name="Code">Its code, unique in the province: the <c>cluster</c> of a response.</param>
/// <param name="Name">Its name.</param>
/// <param name="District">Name of the district; empty since districts were abolished, or where the plan does not say.</param>
/// <param name="Commune">Name of the commune (xã, phường, thị trấn).</param>
/// <param name="Planned">Questionnaires that are to be filled in.</param>
/// <param name="Issued">Questionnaires that were given out (phát ra); null where the plan does not say.</param>
public sealed record SampleVillage(string Code, string Name, string District, string Commune, int Planned, int? Issued);

/// <summary>A plan that is to replace the present one of its province.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code in the survey's geography.</param>
/// <param name="FileName">Name of the file that it came in.</param>
/// <param name="PlannedById">Who sent it, for good.</param>
/// <param name="PlannedBy">Name of who sent it.</param>
/// <param name="Villages">Its villages, no two with the same code.</param>
public sealed record SamplePlanDraft(
    string Survey, string Province, string FileName, string PlannedById, string PlannedBy, IReadOnlyList<SampleVillage> Villages);
