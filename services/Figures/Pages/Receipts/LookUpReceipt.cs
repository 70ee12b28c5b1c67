using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Pages.Receipts;

/// <summary>What became of the response behind a receipt.</summary>
/// <param name="State">Counted, rejected or withdrawn.</param>
/// <param name="CountedReceivedAt">When the counted entry was received; null when none is.</param>
/// <param name="Reason">Why it was rejected, one of <see cref="Rejection"/>; null otherwise.</param>
public sealed record ReceiptState(EntryState State, DateTimeOffset? CountedReceivedAt, string? Reason);

/// <summary>Finds what became of the response behind a receipt; null while none is stored.</summary>
public delegate Task<ReceiptState?> FindReceipt(string receipt, CancellationToken cancellationToken);

/// <summary>
/// What became of a response, by its receipt (mã tra cứu), for everybody who has it: counted or not, and on which day. Nothing of what it says, and not its id, by which it could
/// be sent again.
/// </summary>
internal static class LookUpReceipt
{
    /// <summary>Name of the field with what was typed.</summary>
    public const string Field = "code";

    public static void MapLookUpReceipt(this IEndpointRouteBuilder routes)
    {
        foreach (var paths in CitizenPaths.Both)
        {
            routes.MapGet(paths.Lookup, Ask).AllowAnonymous();
            routes.MapGet(paths.LookupOf("{code}"), Show).AllowAnonymous();
        }
    }

    // The form leads to the address of the receipt, where it can be looked up again without typing.
    private static IResult Ask(string? code, HttpContext http)
    {
        var paths = CitizenPaths.Of(http.Request.Path);
        return code is null ? Page(new ReceiptView(paths, "", null, IsFault: false), StatusCodes.Status200OK)
            : ReceiptCode.Parse(code) is { } receipt ? TypedResults.LocalRedirect(paths.LookupOf(ReceiptCode.Grouped(receipt)))
            : Page(new ReceiptView(paths, code, null, IsFault: true), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Show(string code, HttpContext http, FindReceipt find, CancellationToken cancellationToken)
    {
        var paths = CitizenPaths.Of(http.Request.Path);
        if (ReceiptCode.Parse(code) is not { } receipt)
        {
            return Page(new ReceiptView(paths, code, null, IsFault: true), StatusCodes.Status404NotFound);
        }

        return await find(receipt, cancellationToken) is { } state
            ? Page(new ReceiptView(paths, ReceiptCode.Grouped(receipt), state, IsFault: false), StatusCodes.Status200OK)
            : Page(new ReceiptView(paths, ReceiptCode.Grouped(receipt), null, IsFault: false), StatusCodes.Status404NotFound);
    }

    private static RazorComponentResult<ReceiptLookupPage> Page(ReceiptView view, int status) => new(new { View = view }) { StatusCode = status };
}

/// <summary>What the page for receipts shows.</summary>
/// <param name="Paths">The language.</param>
/// <param name="Code">What was typed, or the receipt in groups; empty when nothing was.</param>
/// <param name="State">What became of the response; null when nothing is known of it, or nothing was asked for.</param>
/// <param name="IsFault">Whether what was typed is no receipt.</param>
public sealed record ReceiptView(CitizenPaths Paths, string Code, ReceiptState? State, bool IsFault)
{
    /// <summary>Whether a receipt was asked for.</summary>
    public bool IsAsked => Code.Length > 0 && !IsFault;
}
