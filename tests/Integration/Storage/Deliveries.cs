using SipasSurvey.Contracts;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>What happened, put into packs of any size, delivered in any order, some of them more than once, in fills of any size.</summary>
internal static class Deliveries
{
    private static readonly Guid[] Producers = [Guid.Parse("00000000-0000-7000-8000-00000000000a"), Guid.Parse("00000000-0000-7000-8000-00000000000b")];

    /// <param name="records">What happened.</param>
    /// <param name="cuts">How many records each pack holds; at least one each, and as many as there may be packs.</param>
    /// <param name="order">The order of the packs, by their numbers; numbers of no pack are left out.</param>
    /// <param name="repeated">Packs that come again at the end.</param>
    /// <param name="fills">How many packs each fill takes.</param>
    public static List<List<Pack>> Of(List<PackRecord> records, List<int> cuts, int[] order, List<int> repeated, List<int> fills)
    {
        var packs = new List<Pack>();
        for (int at = 0, i = 0; at < records.Count; at += cuts[i++])
        {
            packs.Add(A.Pack(Producers[i % 2], 1 + (i / 2), records.Skip(at).Take(cuts[i])));
        }

        var delivered = order.Concat(repeated).Where(i => i < packs.Count).Select(i => packs[i]).ToList();
        var result = new List<List<Pack>>();
        for (int at = 0, i = 0; at < delivered.Count; at += fills[i++])
        {
            result.Add([.. delivered.Skip(at).Take(fills[i])]);
        }

        return result;
    }
}
