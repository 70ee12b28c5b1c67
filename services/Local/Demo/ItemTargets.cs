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
    /// The nation's profile: for each element, points by which its items lie above or below their part. Made up after what surveys of this
    /// kind show (electricity and order high, roads, water and participation low), except that the items of SA lie 0.18 above the service
    /// part on average, as published for 2024 (84.27), and the other elements of service as in 2023 (results and officials above,
    /// complaints below).
    /// </summary>
    private static readonly Dictionary<string, decimal[]> Profile = new()
    {
        ["PA"] = [0.9m, -0.3m],
        ["PB"] = [-2.4m, -2.1m],
        ["PC"] = [-1.6m, -0.3m, 1.5m, 2.6m, -2.2m, 3.4m, -2.5m, 0.4m, 1.4m],
        ["PD"] = [-2.1m, -1.2m, -0.4m, 1.4m, 2.5m, -1.8m, 3.1m, -2.3m, 0.2m, 1.8m],
        ["SA"] = [0.6m, 0.1m, -0.16m],
        ["SB"] = [0.6m, 0.2m, 0.5m, -0.7m],
        ["SC"] = [0.9m, 0m, 0.3m],
        ["SD"] = [-0.4m, 0.4m, 0.6m],
        ["SE"] = [-0.7m, -1.1m, -1.14m],
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
            var profile = part.Elements.SelectMany(ProfileOf).ToList();
            var centre = profile.Average();
            for (var i = 0; i < sample.Count; i++)
            {
                for (var k = 0; k < items.Count; k++)
                {
                    var ofProfile = spread[i] * (profile[k] - centre);
                    targets[i][items[k].Index] = provinces[i] + ofProfile + deviations[i][k];
                }
            }
        }

        return targets;
    }

    private static IEnumerable<decimal> ProfileOf(Element element) =>
        element.Items.Select((_, place) => Profile.GetValueOrDefault(element.Code)?.ElementAtOrDefault(place) ?? 0);

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
