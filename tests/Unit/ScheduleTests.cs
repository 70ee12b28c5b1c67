using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class ScheduleTests : IDisposable
{
    private readonly SmallFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("2024-09-30T23:59:59.9999999+07:00", "Survey mini-1 opens on 01/10/2024 00:00.")]
    [InlineData("2024-10-01T00:00:00+07:00", null)]
    [InlineData("2024-09-30T17:00:00Z", null)]
    [InlineData("2024-10-31T23:59:59.9999999+07:00", null)]
    [InlineData("2024-11-01T00:00:00+07:00", "Survey mini-1 closed on 01/11/2024 00:00.")]
    public void A_survey_is_open_from_its_opening_until_just_before_it_closes(string now, string? expected)
    {
        var schedule = _files.LoadSchedule();
        var survey = _files.Load().FindSurvey("mini-1")!;

        var open = schedule.IsOpen(survey, DateTimeOffset.Parse(now, null), out var reason);

        Assert.Equal(expected, reason);
        Assert.Equal(expected is null, open);
    }

    [Fact]
    public void A_survey_without_a_closing_date_stays_open()
    {
        _files.Edit(SmallFiles.Schedule, "\"2024-11-01T00:00:00+07:00\"", "null");
        Assert.True(IsOpen(out _));
    }

    [Fact]
    public void A_survey_that_the_schedule_leaves_out_is_not_open()
    {
        _files.Write(SmallFiles.Schedule, "{}");
        Assert.False(IsOpen(out var reason));
        Assert.Equal("Survey mini-1 has no opening date yet.", reason);
    }

    [Fact]
    public void The_shipped_schedule_opens_each_survey_in_October_of_its_year()
    {
        var schedule = Schedule.ReadFile(Path.Combine(A.ShippedFolder, "schedule.json"), A.Catalogue);
        Assert.All(A.Catalogue.Surveys, survey =>
        {
            var opening = new DateTimeOffset(survey.Year, 10, 1, 0, 0, 0, VietnamTime.Offset);
            Assert.True(schedule.IsOpen(survey, opening, out _));
            Assert.False(schedule.IsOpen(survey, opening.AddTicks(-1), out _));
        });
    }

    [Theory]
    [InlineData("\"mini-1\"", "\"mini-9\"", "$.mini-9: is no survey; there are: mini-1")]
    [InlineData("2024-11-01", "2024-09-01", "$.mini-1.closes: must be later than opens")]
    [InlineData("2024-11-01", "2024-10-01", "$.mini-1.closes: must be later than opens")]
    [InlineData("2024-10-01T00:00:00+07:00", "2024-10-01T00:00:00", "$.mini-1.opens: must be a moment with its offset from UTC")]
    [InlineData("2024-10-01T00:00:00+07:00", "2024-10-01", "$.mini-1.opens: must be a moment with its offset from UTC")]
    [InlineData("\"2024-10-01T00:00:00+07:00\"", "null", "$.mini-1.opens: ")]
    [InlineData("\"opens\": \"2024-10-01T00:00:00+07:00\", ", "", "'opens'")]
    [InlineData("\"closes\"", "\"closed\"", "$.mini-1.closed")]
    [InlineData("{\"opens\": \"2024-10-01T00:00:00+07:00\", \"closes\": \"2024-11-01T00:00:00+07:00\"}", "null", "$.mini-1: is null; leave")]
    [InlineData("{\"mini-1\"", "{\"mini-1\": {\"opens\": \"2024-10-01T00:00:00+07:00\", \"closes\": null}, \"mini-1\"", "mini-1")]
    [InlineData("}}", "}", "line 1")]
    public void A_fault_in_the_schedule_is_named(string old, string with, string expected)
    {
        _files.Edit(SmallFiles.Schedule, old, with);

        var message = Assert.Throws<DataFileException>(_files.LoadSchedule).Message;
        Assert.StartsWith(_files.PathOf(SmallFiles.Schedule), message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_schedule_is_named()
    {
        File.Delete(_files.PathOf(SmallFiles.Schedule));
        Assert.StartsWith($"{_files.PathOf(SmallFiles.Schedule)}: cannot be read: ", Assert.Throws<DataFileException>(_files.LoadSchedule).Message,
            StringComparison.Ordinal);
    }

    private bool IsOpen(out string? reason) =>
        _files.LoadSchedule().IsOpen(_files.Load().FindSurvey("mini-1")!, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), out reason);
}
