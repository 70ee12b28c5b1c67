using SipasSurvey.Domain;

namespace SipasSurvey.Pages;

/// <summary>
/// Where the pages are, whichever process shows them. Those below <see cref="Intake"/> send something on, so Intake serves them; the others are Figures'.
/// </summary>
public static class PagePaths
{
    /// <summary>Start page of staff.</summary>
    public const string Staff = "/staff";

    /// <summary>Signing in.</summary>
    public const string SignIn = "/staff/sign-in";

    /// <summary>Signing out.</summary>
    public const string SignOut = "/staff/sign-out";

    /// <summary>Sessions.</summary>
    public const string Sessions = "/staff/sessions";

    /// <summary>Keys for scripts.</summary>
    public const string Keys = "/staff/keys";

    /// <summary>Opening and closing of surveys.</summary>
    public const string Schedule = "/staff/schedule";

    /// <summary>The audit trail.</summary>
    public const string Trail = "/staff/trail";

    /// <summary>Whether the trail is whole.</summary>
    public const string TrailVerification = "/staff/trail/verification";

    /// <summary>Paper batches (lô phiếu).</summary>
    public const string Batches = "/staff/batches";

    /// <summary>Sheets with two versions (phiếu trùng số).</summary>
    public const string Conflicts = "/staff/conflicts";

    /// <summary>Progress of field work (tiến độ).</summary>
    public const string Progress = "/staff/progress";

    /// <summary>Plan of the sample (kế hoạch mẫu).</summary>
    public const string Sample = "/staff/sample";

    /// <summary>Printing questionnaires (in phiếu).</summary>
    public const string Printing = "/staff/printing";

    /// <summary>Letters with invitations (thư mời).</summary>
    public const string Invitations = "/staff/invitations";

    /// <summary>Second entry of a sample of sheets (nhập lại đối chiếu).</summary>
    public const string SecondEntry = "/staff/second-entry";

    /// <summary>What the pages of Intake are below.</summary>
    public const string Intake = "/staff/intake";

    /// <summary>Sending a file of paper sheets (gửi lô phiếu).</summary>
    public const string Upload = $"{Intake}/upload";

    /// <summary>Typing sheets one at a time (nhập phiếu).</summary>
    public const string Typing = $"{Intake}/typing";

    /// <summary>Browsable reference of the API.</summary>
    public const string ApiReference = "/api-reference";

    /// <summary>Description of the API.</summary>
    public const string ApiDescription = "/openapi/v1.json";

    /// <summary>A batch.</summary>
    /// <param name="batch">Batch id, or a placeholder of a route.</param>
    public static string BatchOf(object batch) => $"{Batches}/{batch}";

    /// <summary>Withdrawing a batch.</summary>
    /// <param name="batch">Batch id, or a placeholder of a route.</param>
    public static string WithdrawalOf(object batch) => $"{Intake}/batches/{batch}/withdrawal";

    /// <summary>Correcting a sheet of a batch.</summary>
    /// <param name="batch">Batch id, or a placeholder of a route.</param>
    public static string CorrectionOf(object batch) => $"{Intake}/batches/{batch}/correction";

    /// <summary>Deciding which version of a sheet counts.</summary>
    /// <param name="response">Response id, or a placeholder of a route.</param>
    public static string DecisionOf(object response) => $"{Intake}/conflicts/{response}/decision";

    /// <summary>Revoking a key.</summary>
    public static string RevocationOf(string key) => $"{Keys}/{key}/revocation";

    /// <summary>When one survey opens and closes.</summary>
    public static string ScheduleOf(Survey survey) => $"{Schedule}/{survey.Code}";

    /// <summary>Running figures of a survey.</summary>
    public static string Figures(Survey survey) => FiguresOf(survey.Code);

    /// <summary>Running figures of a survey.</summary>
    /// <param name="survey">Survey code, or a placeholder of a route.</param>
    public static string FiguresOf(string survey) => $"/staff/figures/{survey}";

    /// <summary>Running figures of a survey as JSON, or in the format <paramref name="format"/>.</summary>
    public static string FiguresApi(Survey survey, string channel, string geography, string? format) =>
        $"/api/v1/figures/{survey.Code}?channel={channel}&geography={geography}{(format is null ? "" : $"&format={format}")}";
}
