namespace SipasSurvey.Staff.FieldWork;

/// <summary>
/// The second entry of a sheet (nhập lại đối chiếu): somebody typed it again without seeing what was typed first, and the two were compared. It
/// says which cells differed, never what stood in them.
/// </summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code in the survey's geography.</param>
/// <param name="Team">Survey team that sent the sheet; empty without one.</param>
/// <param name="Response">Response id of the sheet.</param>
/// <param name="Typist">Code of who typed it the second time; never a name, empty without one.</param>
/// <param name="Compared">Number of cells that were compared.</param>
/// <param name="Differing">Codes of the columns in which the two differ, in the order of the form.</param>
/// <param name="At">When.</param>
public sealed record SecondEntry(
    string Survey, string Province, string Team, Guid Response, string Typist, int Compared, IReadOnlyList<string> Differing, DateTimeOffset At)
{
    /// <summary>Number of cells in which the two agree.</summary>
    public int Agreed => Compared - Differing.Count;
}
