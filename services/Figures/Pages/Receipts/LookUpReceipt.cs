using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages.Receipts;

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
            : ResponseId.TryParseReceipt(code, out var receipt) ? TypedResults.LocalRedirect(paths.LookupOf(Grouped(receipt)))
            : Page(new ReceiptView(paths, code, null, IsFault: true), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Show(string code, HttpContext http, IFigureStore store, CancellationToken cancellationToken)
    {
        var paths = CitizenPaths.Of(http.Request.Path);
        if (!ResponseId.TryParseReceipt(code, out var receipt))
        {
            return Page(new ReceiptView(paths, code, null, IsFault: true), StatusCodes.Status404NotFound);
        }

        var found = await store.FindByReceipt(receipt, cancellationToken);
        return Page(new ReceiptView(paths, Grouped(receipt), found, IsFault: false), found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    private static string Grouped(UInt128 receipt) => Crockford.Grouped(ResponseId.Receipt(receipt));

    private static RazorComponentResult<ReceiptLookupPage> Page(ReceiptView view, int status) => new(new { View = view }) { StatusCode = status };
}

/// <summary>What the page for receipts shows.</summary>
/// <param name="Paths">The language.</param>
/// <param name="Code">What was typed, or the receipt in groups; empty when nothing was.</param>
/// <param name="Found">What became of the response; null when nothing is known of it, or nothing was asked for.</param>
/// <param name="IsFault">Whether what was typed is no receipt.</param>
public sealed record ReceiptView(CitizenPaths Paths, string Code, FoundReceipt? Found, bool IsFault)
{
    /// <summary>Whether a receipt was asked for.</summary>
    public bool IsAsked => Code.Length > 0 && !IsFault;
}
