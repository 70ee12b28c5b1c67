using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.Local.Demo;

/// <summary>The simulated paper forms of one province, as a survey team would send them in one file. No real person answered them.</summary>
public sealed class SimulatedBatch
{
    // Row 1 of a sheet is its header.
    private const int FirstRow = 2;

    private readonly Survey _survey;
    private readonly SampledProvince _sampled;
    private readonly decimal[] _targets;
    private readonly long _seed;

    internal SimulatedBatch(Survey survey, SampledProvince sampled, decimal[] targets, long seed)
    {
        _survey = survey;
        _sampled = sampled;
        _targets = targets;
        _seed = seed;
        Id = IdOf(SplitMix64.Digest(seed, survey.Code, "batch", Province));
    }

    /// <summary>Batch id: UUIDv8, always the same for a seed and province.</summary>
    public Guid Id { get; }

    /// <summary>Province code.</summary>
    public string Province => _sampled.Province.Code;

    /// <summary>Number of entries.</summary>
    public int Responses => _sampled.Sheets;

    /// <summary>
    /// The entries, village by village; always the same bytes for a seed. They are made anew with each call and nothing is kept, so the
    /// memory used is that of one province.
    /// </summary>
    public IEnumerable<Entry> Entries()
    {
        var people = new Respondents(_survey.Questionnaire, RandomFor("people")).Draw(_sampled).ToList();
        var sheets = new AnswerSheets(_survey.Questionnaire, RandomFor("answers")).Fill(people, _targets);
        var clusters = _sampled.Villages.SelectMany(village => Enumerable.Repeat(village.Cluster, village.Sheets));
        var times = FieldWork.Times(_sampled, RandomFor("times"));

        var sheet = 0;
        foreach (var (cluster, time) in clusters.Zip(times))
        {
            var serial = (sheet + 1).ToString("D4", CultureInfo.InvariantCulture);
            var content = new Content(_survey.Code, Province, sheets[sheet], people[sheet].Categories, cluster);
            yield return new Entry(ResponseId.OfSheet(_survey.Code, Province, SimulatedSurvey.Team, serial), Channel.Paper, Id,
                FirstRow + sheet, UnixMicroseconds.From(time), content.ToBytes());
            sheet++;
        }
    }

    // One generator for each purpose: changing how people are drawn leaves the times as they are.
    private SplitMix64 RandomFor(string purpose) => SplitMix64.For(_seed, _survey.Code, purpose, Province);

    private static Guid IdOf(ReadOnlySpan<byte> digest)
    {
        Span<byte> bytes = stackalloc byte[16];
        digest[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
