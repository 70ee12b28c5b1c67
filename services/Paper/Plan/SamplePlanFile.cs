using SipasSurvey.Domain;
using SipasSurvey.Paper.Plan;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Reads a file of the plan of the sample, CSV or XLSX: province, district, commune, code and name of the village, planned, issued.</summary>
public static class SamplePlanFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="fileName">What its sender calls it.</param>
    /// <param name="survey">The survey that the plan is for.</param>
    /// <param name="province">Code of the only province that it may be about, whose column may then be missing; null when it may be about all.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="SheetFileException">The file as a whole cannot be taken.</exception>
    public static SamplePlanReading Read(string path, string fileName, Survey survey, string? province, CancellationToken cancellation)
    {
        var (table, origin) = TableFile.Open(path, fileName, new WantedHeader(PlanHeader.Score, FileFaults.NoPlanHeader));
        using (table)
        {
            var (places, ignored) = PlanHeader.Of(origin, needsProvince: province is null);
            var faults = new FaultList(origin, SheetFile.MostFaults);
            var row = new PlanRow(table, places, faults, survey, province);
            var (villages, rows) = (new List<PlannedVillage>(), 0);
            while (table.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (row.IsBlank())
                {
                    continue;
                }

                if (++rows > Limits.Rows)
                {
                    throw FileFaults.TooManyRows();
                }

                if (row.Read() is { } village)
                {
                    villages.Add(village);
                }
            }

            FileFaults.RefuseMerged(table, origin, places.Values.Contains);
            return rows == 0
                ? throw FileFaults.NoData($"{origin.HeaderRow}")
                : new SamplePlanReading(villages, faults.Faults, faults.LeftOut, ignored);
        }
    }
}
