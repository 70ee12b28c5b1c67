using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Hosting;

public sealed class RefusalCountsTests
{
    private static readonly AuditRecord Refused = new("", AuditRecord.Nobody, "", AuditActions.Request, "GET /api", AuditOutcome.Refused, "192.0.2.1", "Wrong.");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void So_many_are_written_and_the_others_of_the_minute_are_one_number()
    {
        var counts = new RefusalCounts(_clock, limit: 3);

        Assert.Equal([null, null, null, 60, 60], Enumerable.Range(0, 5).Select(_ => counts.See("a", Refused)));
        Assert.Null(counts.See("b", Refused));
        Assert.Empty(counts.Take());

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((Refused, 2), (Assert.Single(counts.Take()).Like, 2));
        Assert.Empty(counts.Take(all: true));
    }

    [Fact]
    public void A_number_that_was_not_taken_yet_is_not_lost_when_the_next_minute_begins()
    {
        var counts = new RefusalCounts(_clock, limit: 1);
        _ = (counts.See("a", Refused), counts.See("a", Refused));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(counts.See("a", Refused));
        Assert.NotNull(counts.See("a", Refused));

        Assert.Equal(2, Assert.Single(counts.Take(all: true)).Suppressed);
    }

    [Fact]
    public void Beyond_so_many_sources_all_others_are_one()
    {
        var counts = new RefusalCounts(_clock, limit: 1);
        for (var i = 0; i < RefusalCounts.MostSources; i++)
        {
            Assert.Null(counts.See(i.ToString(CultureInfo.InvariantCulture), Refused));
        }

        Assert.Equal([null, 60, 60], [counts.See("x", Refused), counts.See("y", Refused), counts.See("z", Refused)]);
        Assert.Equal(2, Assert.Single(counts.Take(all: true)).Suppressed);
    }
}
