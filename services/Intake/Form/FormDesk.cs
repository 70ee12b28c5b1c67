using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>A page of the form that was filled in and sent.</summary>
/// <param name="View">The page.</param>
/// <param name="Draft">What was filled in before.</param>
/// <param name="Fields">What was filled in now.</param>
internal sealed record FilledIn(FormView View, FormDraft Draft, IFormCollection Fields);

/// <summary>What is the same on every page of the form: who comes with what, and what they see when it does not fit the page.</summary>
internal sealed class FormDesk(OpenSurveys surveys, DraftCookie cookie, OwnForms own)
{
    /// <summary>Name of a field that people do not see, and programs fill in.</summary>
    public const string Trap = "website";

    /// <summary>Largest form, in bytes: ten answers have about a hundred.</summary>
    public const int LargestForm = 16 * 1024;

    /// <summary>Somebody opens a page: what to show, or where else to go.</summary>
    public (FormView? View, IResult? Instead) Open(HttpContext http)
    {
        var (paths, brought) = (CitizenPaths.Of(http.Request.Path), cookie.Read(http));
        if (brought.Sent is not null)
        {
            return (null, new SeeOther(paths.Receipt));
        }

        if (brought.Draft is null && surveys.Newest is null)
        {
            return (null, Closed(paths, StatusCodes.Status409Conflict));
        }

        AllowKeeping(http, brought);
        return (new FormView(paths, brought.Draft?.Survey ?? surveys.Newest!, brought.Draft, []), null);
    }

    /// <summary>Somebody sends a page: what was filled in, or what to answer instead.</summary>
    public async Task<(FilledIn? Filled, IResult? Instead)> Take(HttpContext http)
    {
        var (fields, refusal) = await Read(http);
        if (fields is null)
        {
            return (null, refusal);
        }

        var (paths, brought) = (CitizenPaths.Of(http.Request.Path), cookie.Read(http));
        return brought switch
        {
            { Sent: not null } => (null, new SeeOther(paths.Receipt)),
            { Draft: null } => (null, Page<NoDraftPage>(paths, StatusCodes.Status409Conflict)),
            { Draft: { } draft } => (new FilledIn(new FormView(paths, draft.Survey, draft, []), draft, fields), null),
        };
    }

    /// <summary>What a form of ours holds, or what to answer instead.</summary>
    public async Task<(IFormCollection? Fields, IResult? Instead)> Read(HttpContext http)
    {
        if (!own.IsFrom(http.Request))
        {
            return (null, TypedResults.StatusCode(StatusCodes.Status403Forbidden));
        }

        if (!http.Request.HasFormContentType)
        {
            return (null, TypedResults.BadRequest());
        }

        try
        {
            return (await http.Request.ReadFormAsync(http.RequestAborted), null);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // Too long, too many fields, or cut off: the sender's fault, and no failure of ours.
            return (null, TypedResults.StatusCode((fault as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest));
        }
    }

    /// <summary>Says that no survey is open.</summary>
    public IResult Closed(CitizenPaths paths, int status) =>
        new RazorComponentResult<ClosedPage>(new { Paths = paths, surveys.Next, surveys.Last }) { StatusCode = status };

    /// <summary>A page that is blank may be kept by the browser of who asked; anything else is kept nowhere, which is the rule without a word.</summary>
    public static void AllowKeeping(HttpContext http, BroughtAlong brought)
    {
        http.Response.Headers.Vary = "Cookie";
        if (brought is { Draft: null, Sent: null })
        {
            http.Response.Headers.CacheControl = "private, no-cache";
        }
    }

    /// <summary>A page of the form.</summary>
    public static RazorComponentResult<T> Page<T>(FormView view, int status = StatusCodes.Status200OK)
        where T : IComponent => new(new { View = view }) { StatusCode = status };

    /// <summary>A page that needs no more than its language.</summary>
    public static RazorComponentResult<T> Page<T>(CitizenPaths paths, int status = StatusCodes.Status200OK)
        where T : IComponent => new(new { Paths = paths }) { StatusCode = status };
}
