using System.Globalization;
using FluentValidation.Results;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.Figures.Pages.Administration;

/// <summary>What the page of keys shows.</summary>
/// <param name="Keys">All keys, the newest first.</param>
/// <param name="Now">What time it is.</param>
/// <param name="Form">What stands in the form.</param>
/// <param name="Errors">What is wrong with it, by field; empty when nothing is, or nothing was sent.</param>
/// <param name="Made">The key that was just made, which is shown this once; null when none was.</param>
public sealed record KeysView(IReadOnlyList<AccessKey> Keys, DateTimeOffset Now, KeyForm Form, IReadOnlyDictionary<string, string> Errors, string? Made);

/// <summary>The form for a new key, as it is filled in.</summary>
/// <param name="Name">What the key is for.</param>
/// <param name="Role">Role that it gives.</param>
/// <param name="Provinces">Chosen provinces.</param>
/// <param name="Team">Survey team.</param>
/// <param name="LastDay">Last day in Vietnam on which it is in force, as a browser writes it.</param>
public sealed record KeyForm(string Name, string Role, IReadOnlyList<string> Provinces, string Team, string LastDay);

/// <summary>Keys for scripts, for the administrator.</summary>
internal static class ManageKeys
{
    public const string LastDayField = "last-day";

    // With every province of every geography chosen it has about 3,000 bytes.
    private const int LargestForm = 32 * 1024;

    public static void MapKeysPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Keys, Show).RequireAuthorization(StaffPolicies.ManageKeys);
        routes.MapPost(PagePaths.Keys, Make).RequireAuthorization(StaffPolicies.ManageKeys).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        routes.MapGet(PagePaths.RevocationOf("{id}"), Ask).RequireAuthorization(StaffPolicies.ManageKeys);
        routes.MapPost(PagePaths.RevocationOf("{id}"), Revoke).RequireAuthorization(StaffPolicies.ManageKeys)
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    /// <summary>How a browser writes a day.</summary>
    public static string Day(DateTimeOffset moment) => VietnamTime.Day(moment).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<IResult> Show(AccessKeyStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var form = new KeyForm("", "", [], "", Day(now.AddYears(1)));
        return Page(new KeysView(await store.List(cancellationToken), now, form, new Dictionary<string, string>(), null), StatusCodes.Status200OK);
    }

    private static async Task<IResult> Make(
        HttpContext context, IAntiforgery antiforgery, Catalogue catalogue, AccessKeyStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await Forms.Read(context, antiforgery) is not { } sent)
        {
            return TypedResults.BadRequest();
        }

        var now = clock.GetUtcNow();
        var form = new KeyForm(sent[KeyDraft.NamePath].ToString(), sent[KeyDraft.RolePath].ToString(), [.. sent[KeyDraft.ProvincesPath].OfType<string>()],
            sent[KeyDraft.TeamPath].ToString(), sent[LastDayField].ToString());
        var draft = new KeyDraft(form.Name, form.Role, form.Provinces, form.Team.Length == 0 ? null : form.Team, EndOf(form.LastDay));
        if (new KeyRules(catalogue, now).Validate(draft) is { IsValid: false } found)
        {
            return Page(new KeysView(await store.List(cancellationToken), now, form, Words(found), null), StatusCodes.Status422UnprocessableEntity);
        }

        var (_, secret) = await MakeKey.Make(context, store, draft.ToOrder(catalogue), cancellationToken);

        // Shown in the answer itself: behind a redirect the key would have to be kept somewhere meanwhile.
        var empty = new KeyForm("", "", [], "", Day(now.AddYears(1)));
        return Page(new KeysView(await store.List(cancellationToken), now, empty, new Dictionary<string, string>(), secret), StatusCodes.Status200OK);
    }

    private static async Task<IResult> Ask(string id, AccessKeyStore store, CancellationToken cancellationToken) =>
        await Find(id, store, cancellationToken) is { } key
            ? new RazorComponentResult<KeyRevocationPage>(new { Key = key })
            : TypedResults.NotFound();

    private static async Task<IResult> Revoke(
        string id, HttpContext context, IAntiforgery antiforgery, AccessKeyStore store, CancellationToken cancellationToken)
    {
        if (await Forms.Read(context, antiforgery) is null)
        {
            return TypedResults.BadRequest();
        }

        if (await Find(id, store, cancellationToken) is not { } key)
        {
            return TypedResults.NotFound();
        }

        await RevokeKey.Revoke(context, store, key, cancellationToken);
        return TypedResults.LocalRedirect(PagePaths.Keys);
    }

    private static async Task<AccessKey?> Find(string id, AccessKeyStore store, CancellationToken cancellationToken) =>
        (await store.List(cancellationToken)).FirstOrDefault(key => key.Id == id);

    private static RazorComponentResult<KeysPage> Page(KeysView view, int status) => new(new { View = view }) { StatusCode = status };

    private static DateTimeOffset? EndOf(string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) && last < DateOnly.MaxValue
            ? new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, VietnamTime.Offset)
            : null;

    private static Dictionary<string, string> Words(ValidationResult found) => found.Errors
        .Select(fault => fault.PropertyName.Split('[')[0]).Distinct()
        .ToDictionary(path => path, path => path switch
        {
            KeyDraft.NamePath => $"Nhập tên từ 1 đến {KeyRules.LongestName} ký tự, cho biết khóa dùng vào việc gì.",
            KeyDraft.RolePath => "Chọn một vai trò trong danh sách.",
            KeyDraft.ProvincesPath => "Chọn ít nhất một tỉnh, thành phố trong danh sách: vai trò này làm việc theo tỉnh.",
            KeyDraft.TeamPath => "Mã tổ gồm 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.",
            KeyDraft.ExpiresAtPath => "Chọn một ngày từ hôm nay trở đi, trong vòng hai năm.",
            _ => throw new InvalidOperationException($"The page has no words for {path}."),
        });
}
