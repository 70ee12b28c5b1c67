using SipasSurvey.Domain;

namespace SipasSurvey.Local.Demo;

/// <summary>
/// Breaks the targets of the parts down to items: some are rated better than others everywhere, and each province differs a little from
/// that. Over its items a province keeps its part targets exactly, and over the provinces the nation keeps the profile.
/// </summary>
internal static class ItemTargets
{
    // How far a province's element, and an item within it, lies from the nation's profile: deviations in points.
    private const decimal ElementDeviation = 0.8m;
    private const decimal ItemDeviation = 1.2m;

    /// <summary>
    /// The nation's profile: points above or below the item's part. Made up after what surveys of this kind show (electricity and order
    /// high, roads, water and participation low), except that S01–S03 together lie 3 · 0.18 above the service part, as published for 2024
    /// (access 84.27), and the other service elements lie as in 2023 (results and officials above, complaints below).
    /// </summary>
    private static readonly Dictionary<string, decimal> Profile = new()
    {
        ["P01"] = 0.9m, ["P02"] = -0.3m,
        ["P03"] = -2.4m, ["P04"] = -2.1m,
        ["P05"] = -1.6m, ["P06"] = -0.3m, ["P07"] = 1.5m, ["P08"] = 2.6m, ["P09"] = -2.2m, ["P10"] = 3.4m, ["P11"] = -2.5m,
        ["P12"] = 0.4m, ["P13"] = 1.4m,
        ["P14"] = -2.1m, ["P15"] = -1.2m, ["P16"] = -0.4m, ["P17"] = 1.4m, ["P18"] = 2.5m, ["P19"] = -1.8m, ["P20"] = 3.1m,
        ["P21"] = -2.3m, ["P22"] = 0.2m, ["P23"] = 1.8m,
        ["S01"] = 0.6m, ["S02"] = 0.1m, ["S03"] = -0.16m,
        ["S04"] = 0.6m, ["S05"] = 0.2m, ["S06"] = 0.5m, ["S07"] = -0.7m,
        ["S08"] = 0.9m, ["S09"] = 0m, ["S10"] = 0.3m,
        ["S11"] = -0.4m, ["S12"] = 0.4m, ["S13"] = 0.6m,
        ["S14"] = -0.7m, ["S15"] = -1.1m, ["S16"] = -1.14m,
    };

    /// <summary>For each province of the sample the share of satisfied answers to each item, in percent.</summary>
    public static decimal[][] Choose(Questionnaire questionnaire, IReadOnlyList<SampledProvince> sample, PartTargets[] parts,
        SplitMix64 random)
    {
        var targets = sample.Select(_ => new decimal[questionnaire.Items.Count]).ToArray();
        foreach (var part in questionnaire.Parts)
        {
            var (nation, provinces) = part.Code == "policy"
                ? (PublishedFigures.NationPolicy, parts.Select(target => target.Policy).ToArray())
                : (PublishedFigures.NationService, parts.Select(target => target.Service).ToArray());

            // Where more people are satisfied, fewer are left to disagree, so differences shrink in proportion.
            var spread = provinces.Select(target => (100 - target) / (100 - nation)).ToArray();
            var deviations = Deviations(part, sample, spread, random);
            var items = part.Elements.SelectMany(element => element.Items).ToList();
            var centre = items.Average(item => Profile.GetValueOrDefault(item.Code));
            for (var i = 0; i < sample.Count; i++)
            {
                for (var k = 0; k < items.Count; k++)
                {
                    var ofProfile = spread[i] * (Profile.GetValueOrDefault(items[k].Code) - centre);
                    targets[i][items[k].Index] = provinces[i] + ofProfile + deviations[i][k];
                }
            }
        }

        return targets;
    }

    // Random, but with the mean 0 over the respondents of the nation for each item, and over the items of the part for each province.
    private static decimal[][] Deviations(Part part, IReadOnlyList<SampledProvince> sample, decimal[] spread, SplitMix64 random)
    {
        var rows = spread.Select(scale => part.Elements.SelectMany(element =>
        {
            var ofElement = scale * ElementDeviation * random.Bell() / SplitMix64.Deviation;
            return element.Items.Select(_ => ofElement + (scale * ItemDeviation * random.Bell() / SplitMix64.Deviation)).ToArray();
        }).ToArray()).ToArray();

        var people = sample.Sum(province => province.Sheets);
        for (var k = 0; k < rows[0].Length; k++)
        {
            var ofNation = sample.Zip(rows, (province, row) => province.Sheets * row[k]).Sum() / people;
            foreach (var row in rows)
            {
                row[k] -= ofNation;
            }
        }

        // The means of the provinces are themselves 0 on average now, so taking them out leaves the items as they are.
        foreach (var row in rows)
        {
            var ofProvince = row.Average();
            for (var k = 0; k < row.Length; k++)
            {
                row[k] -= ofProvince;
            }
        }

        return rows;
    }
}
