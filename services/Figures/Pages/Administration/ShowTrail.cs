using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.Administration;

/// <summary>What the page of the trail shows.</summary>
/// <param name="Form">What stands in the filters.</param>
/// <param name="Query">The same, read.</param>
/// <param name="Entries">Entries, the newest first.</param>
/// <param name="Older">Address of the page with the entries before these; null when there are none.</param>
public sealed record TrailView(TrailForm Form, AuditQuery Query, IReadOnlyList<AuditEntry> Entries, string? Older);

/// <summary>The filters of the trail, as they are filled in.</summary>
/// <param name="From">First day, as a browser writes it; empty for all.</param>
/// <param name="To">Last day; empty for all.</param>
/// <param name="Actor">Name of an actor; empty for all.</param>
/// <param name="Action">An action; empty for all.</param>
/// <param name="Outcome">An outcome; empty for both.</param>
public sealed record TrailForm(string From, string To, string Actor, string Action, string Outcome);

/// <summary>The audit trail, for the auditor.</summary>
internal static class ShowTrail
{
    private const int EntriesOnPage = 50;

    public static void MapTrailPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Trail, Show).RequireAuthorization(StaffPolicies.ReadTrail)
            .Audited(context => (AuditActions.ReadTrail, context.Request.QueryString.Value ?? ""));
        routes.MapGet(PagePaths.TrailVerification, Verify).RequireAuthorization(StaffPolicies.ReadTrail).Audited(_ => (AuditActions.VerifyTrail, ""));
    }

    private static async Task<IResult> Show(
        string? from, string? to, string? actor, string? action, string? outcome, string? before, AuditTrail trail, CancellationToken cancellationToken)
    {
        // A form sends every field, those that were left empty too.
        var form = new TrailForm(from ?? "", to ?? "", actor?.Trim() ?? "", action ?? "", outcome ?? "");
        if (!TryRead(form, before ?? "", out var query, out var fault))
        {
            return ErrorPages.Page(StatusCodes.Status422UnprocessableEntity, fault);
        }

        var (entries, more) = await TrailPart.Take(trail, query, EntriesOnPage, cancellationToken);
        return new RazorComponentResult<TrailPage>(new { View = new TrailView(form, query, entries, more ? Address(form, entries[^1].Sequence) : null) });
    }

    private static async Task<RazorComponentResult<TrailVerificationPage>> Verify(AuditTrail trail, CancellationToken cancellationToken) =>
        new(new { Found = await trail.Verify(cancellationToken) });

    private static bool TryRead(TrailForm form, string before, out AuditQuery query, out string? fault)
    {
        var (from, to) = (Day(form.From), Day(form.To));
        var outcome = TrailRequest.Outcomes.FirstOrDefault(it => it.Key == form.Outcome).Value;
        var isNumber = long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        fault = form.From.Length > 0 && from is null ? "Ngày đầu không đọc được."
            : form.To.Length > 0 && to is null ? "Ngày cuối không đọc được."
            : form.Action.Length > 0 && !AuditActions.All.Contains(form.Action) ? $"Tham số action chỉ nhận: {string.Join(", ", AuditActions.All)}."
            : form.Outcome.Length > 0 && outcome is null ? $"Tham số outcome chỉ nhận: {string.Join(", ", TrailRequest.Outcomes.Select(it => it.Key))}."
            : before.Length > 0 && !isNumber ? "Tham số before là số thứ tự của một mục."
            : null;
        query = new AuditQuery(from, to?.AddDays(1), Given(form.Actor), Given(form.Action), outcome, isNumber ? sequence : null);
        return fault is null;

        static string? Given(string text) => text.Length == 0 ? null : text;
    }

    private static DateTimeOffset? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999
            ? new DateTimeOffset(day, TimeOnly.MinValue, VietnamTime.Offset)
            : null;

    private static string Address(TrailForm form, long before)
    {
        var fields = new[] { ("from", form.From), ("to", form.To), ("actor", form.Actor), ("action", form.Action), ("outcome", form.Outcome) };
        return PagePaths.Trail + QueryString.Create(
        [
            .. fields.Where(field => field.Item2.Length > 0).Select(field => KeyValuePair.Create(field.Item1, (string?)field.Item2)),
            KeyValuePair.Create("before", (string?)before.ToString(CultureInfo.InvariantCulture)),
        ]);
    }
}
