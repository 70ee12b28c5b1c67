using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>What a database says of the entries in it.</summary>
internal static class StoredCounts
{
    public static async Task Refresh(TestDatabase database)
    {
        foreach (var survey in A.Catalogue.Surveys)
        {
            await database.Entries.RefreshFigures(survey, always: false, default);
        }
    }

    public static async Task<IReadOnlyList<FigureRow>> FiguresOf(TestDatabase database, string indicator, string geography = "vn63")
    {
        await Refresh(database);
        return (await database.Figures.FindFigures(new FigureQuery(A.Survey, geography, ChannelChoice.All, [indicator]), default))!.Rows;
    }

    public static async Task<FigureRow> Figure(TestDatabase database, string unit, string indicator) =>
        (await FiguresOf(database, indicator)).Single(row => row.Unit == unit);

    public static async Task AssertReconciles(
        TestDatabase database, int counted = 0, int duplicate = 0, int conflict = 0, int rejected = 0, int withdrawn = 0)
    {
        var found = await database.Figures.Reconcile(A.Survey, default) with { Published = 0 };
        Assert.Equal(new Reconciliation(0, counted, duplicate, conflict, rejected, withdrawn), found);
        await Refresh(database);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }
}
