using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.Local.Demo;

/// <summary>A village (thôn/tổ dân phố) of the sample.</summary>
/// <param name="Cluster">Its code: province, district and village within the district.</param>
/// <param name="Sheets">Forms that came back.</param>
internal sealed record Village(string Cluster, int Sheets);

/// <summary>A province's share of the sample.</summary>
/// <param name="Province">The province.</param>
/// <param name="Villages">Its villages, district by district.</param>
internal sealed record SampledProvince(Province Province, IReadOnlyList<Village> Villages)
{
    /// <summary>Forms that came back.</summary>
    public int Sheets { get; } = Villages.Sum(village => village.Sheets);
}

/// <summary>
/// The sample and the days of the field work. The totals are those that the Ministry of Home Affairs (Bộ Nội vụ) gave with SIPAS 2024. How
/// the districts fall on the provinces was not found, except that Hà Nội reported 6 with 6 villages each; with as many in Hồ Chí Minh City
/// and 3 in every other province the totals come out exactly.
/// </summary>
internal static class FieldWork
{
    /// <summary>Persons who answered.</summary>
    public const int People = 36_525;

    /// <summary>Districts of the sample.</summary>
    public const int Districts = 195;

    /// <summary>Villages of the sample.</summary>
    public const int Villages = 1_170;

    // The bounds between villages move by up to two people from an even division, so villages have 27 to 36.
    private const int VillageJitter = 2;

    private static readonly string[] DoubleSample = ["01", "79"]; // Hà Nội, Hồ Chí Minh
    private static readonly DateOnly FirstDay = new(2024, 10, 1);
    private static readonly DateOnly LastDay = new(2024, 11, 29);
    private static readonly TimeOnly[] Sessions = [new(8, 0), new(13, 30)];
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(3.5);

    private static readonly DateOnly[] WorkingDays =
    [
        .. Enumerable.Range(0, LastDay.DayNumber - FirstDay.DayNumber + 1).Select(FirstDay.AddDays)
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
    ];

    /// <summary>Divides the sample among the provinces, in the order of the geography.</summary>
    public static IReadOnlyList<SampledProvince> Sample(Geography geography, SplitMix64 random)
    {
        var districts = DistrictsOf(geography);
        var sheets = Enumerable.Range(0, Villages + 1).Select(village => (int)((long)village * People / Villages)).ToArray();
        for (var village = 1; village < Villages; village++)
        {
            sheets[village] += (int)random.Below((2 * VillageJitter) + 1) - VillageJitter;
        }

        var provinces = new List<SampledProvince>();
        int nextDistrict = 0, nextVillage = 0;
        foreach (var (province, count) in geography.Provinces.Zip(districts))
        {
            var villages = new List<Village>();
            for (var district = 1; district <= count; district++)
            {
                nextDistrict++;
                for (var village = 1; nextVillage < nextDistrict * Villages / Districts; village++, nextVillage++)
                {
                    villages.Add(new Village(Cluster(province, district, village), sheets[nextVillage + 1] - sheets[nextVillage]));
                }
            }

            provinces.Add(new SampledProvince(province, villages));
        }

        return provinces;
    }

    /// <summary>
    /// When the forms of a province were received, in the order of its villages: one village after the other across the field work, each
    /// within one morning or afternoon.
    /// </summary>
    public static IEnumerable<DateTimeOffset> Times(SampledProvince sampled, SplitMix64 random)
    {
        for (var village = 0; village < sampled.Villages.Count; village++)
        {
            var day = WorkingDays[village * WorkingDays.Length / sampled.Villages.Count];
            var start = new DateTimeOffset(day, Sessions[random.Below(Sessions.Length)], VietnamTime.Offset);
            var sheets = sampled.Villages[village].Sheets;
            var microsecondsEach = (long)SessionLength.TotalMicroseconds / sheets;
            for (var sheet = 0; sheet < sheets; sheet++)
            {
                var microseconds = (sheet * microsecondsEach) + random.Below(microsecondsEach);
                yield return start.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
            }
        }
    }

    // The same number everywhere; what is left over goes to the provinces with a larger sample.
    private static int[] DistrictsOf(Geography geography)
    {
        var least = Districts / geography.Provinces.Count;
        var more = (Districts - (least * geography.Provinces.Count)) / DoubleSample.Length;
        int[] districts = [.. geography.Provinces.Select(province => DoubleSample.Contains(province.Code) ? least + more : least)];
        return districts.Sum() == Districts
            ? districts
            : throw new InvalidOperationException(
                $"{Districts} districts cannot be divided among the {geography.Provinces.Count} provinces of {geography.Code}.");
    }

    private static string Cluster(Province province, int district, int village) =>
        string.Create(CultureInfo.InvariantCulture, $"{province.Code}.{district:D2}.{village:D2}");
}
