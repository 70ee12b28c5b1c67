using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SipasSurvey.Domain;
using SipasSurvey.Local.Demo;

namespace SipasSurvey.UnitTests.Demo;

[Collection(SimulatedOnce.Name)]
public sealed partial class SimulatedSurveyTests(SimulatedFigures simulated)
{
    // Of every entry in turn: id, batch, row, time and content. It changes only when the simulation is changed on purpose.
    private const string PinnedHash = "97AF053B1592C17CC56C5140B012360FAF9FADA0AE8E04EC3F5FE9A73801901C";

    [Fact]
    public void It_has_as_many_responses_districts_and_villages_as_the_field_work_of_2024()
    {
        var clusters = simulated.Contents.Select(content => content!.Cluster!).ToHashSet();

        Assert.Equal(36_525, simulated.Entries.Count);
        Assert.Equal(195, clusters.Select(cluster => cluster[..cluster.LastIndexOf('.')]).Distinct().Count());
        Assert.Equal(1_170, clusters.Count);
        Assert.Equal(simulated.Survey.Geography.Provinces.Select(province => province.Code), simulated.Simulated.Batches.Select(b => b.Province));
    }

    [Fact]
    public void Villages_have_about_31_people_and_lie_in_their_province()
    {
        Assert.All(simulated.Contents.GroupBy(content => content!.Cluster!), village =>
        {
            Assert.Matches(ClusterCode(), village.Key);
            Assert.InRange(village.Count(), 27, 36);
            Assert.All(village, content => Assert.StartsWith(content!.Province + ".", village.Key, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_batch_yields_as_many_entries_as_it_says_in_rows_from_2_and_the_same_each_time()
    {
        foreach (var batch in simulated.Simulated.Batches.Take(3))
        {
            var entries = batch.Entries().ToList();
            Assert.Equal(Enumerable.Range(2, batch.Responses), entries.Select(entry => entry.Row));
            Assert.All(entries, entry => Assert.Equal((Channel.Paper, batch.Id), (entry.Channel, entry.Batch)));
            Assert.Equal(Hash(entries), Hash(batch.Entries()));
        }
    }

    [Fact]
    public void A_seed_gives_the_same_bytes_everywhere() => Assert.Equal(PinnedHash, Hash(simulated.Entries));

    [Fact]
    public void Another_seed_gives_other_answers_and_batches()
    {
        var other = new SimulatedSurvey(SimulatedFigures.Catalogue, SimulatedSurvey.DefaultSeed + 1);

        Assert.NotEqual(Hash(simulated.Simulated.Batches[0].Entries()), Hash(other.Batches[0].Entries()));
        Assert.NotEqual(simulated.Simulated.Batches[0].Id, other.Batches[0].Id);
    }

    [Fact]
    public void Every_entry_is_countable() =>
        Assert.All(simulated.Entries.Zip(simulated.Contents),
            pair => Assert.Null(Rejections.Of(SimulatedFigures.Catalogue, pair.First, pair.Second)));

    [Fact]
    public void Response_ids_are_those_of_the_sheets_and_unique_as_batch_ids_are()
    {
        var first = simulated.Simulated.Batches[0];

        Assert.Equal(ResponseId.OfSheet("sipas-2024", first.Province, "demo", "0001"), first.Entries().First().Id);
        Assert.Equal(simulated.Entries.Count, simulated.Entries.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(simulated.Simulated.Batches.Count, simulated.Simulated.Batches.Select(batch => batch.Id).Distinct().Count());
        Assert.All(simulated.Simulated.Batches, batch => Assert.Equal(8, batch.Id.Version));
    }

    [Fact]
    public void Forms_were_received_in_office_hours_of_October_and_November_2024()
    {
        Assert.All(simulated.Entries, entry =>
        {
            var time = UnixMicroseconds.ToDateTimeOffset(entry.ReceivedAt).ToOffset(VietnamTime.Offset);
            Assert.InRange(time.Date, new DateTime(2024, 10, 1), new DateTime(2024, 11, 30));
            Assert.InRange(time.TimeOfDay, TimeSpan.FromHours(8), TimeSpan.FromHours(17));
            Assert.NotInRange(time.TimeOfDay, new TimeSpan(11, 30, 1), new TimeSpan(13, 29, 59));
            Assert.DoesNotContain(time.DayOfWeek, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday });
        });
    }

    private static string Hash(IEnumerable<Entry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries)
        {
            hash.AppendData(entry.Id.ToByteArray(bigEndian: true));
            hash.AppendData(entry.Batch!.Value.ToByteArray(bigEndian: true));
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{entry.Row} {entry.ReceivedAt} ")));
            hash.AppendData(entry.Content.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,32}\z")]
    private static partial Regex ClusterCode();
}
