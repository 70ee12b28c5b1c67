using SipasSurvey.Domain;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>A run of letters with invitations (lượt thư mời): letters to people of one province, with numbers that no other run has.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Code of the geography that the province is of.</param>
/// <param name="Province">Province code.</param>
/// <param name="First">Number of the first letter, from 1.</param>
/// <param name="Count">How many letters.</param>
/// <param name="Purpose">What for, in the words of who made it; may be empty.</param>
/// <param name="MadeBy">Name of who made it.</param>
/// <param name="MadeAt">When.</param>
public sealed record InvitationRun(
    Guid Id, string Survey, string Geography, string Province, int First, int Count, string Purpose, string MadeBy, DateTimeOffset MadeAt)
{
    /// <summary>Number of the last letter.</summary>
    public int Last => First + Count - 1;

    /// <summary>The letters' numbers and codes, in order.</summary>
    public IEnumerable<(int Number, InvitationCode Code)> Codes(InvitationCodes codes) =>
        Enumerable.Range(First, Count).Select(number => (number, codes.Make(Survey, InvitationKind.Letter, Province, (uint)number)));
}

/// <summary>What letters are to be made.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Province">Code of a province of the survey's geography.</param>
/// <param name="Count">How many letters, 1 to <see cref="InvitationRuns.MostLetters"/>.</param>
/// <param name="Purpose">What for; may be empty.</param>
public sealed record InvitationOrder(Survey Survey, string Province, int Count, string Purpose);
