using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>Answers a request for figures: not again what the client has, not at all what was never computed.</summary>
internal static class CurrentFigures
{
    /// <summary>
    /// Reads figures only when the version says that they are news to the client. <paramref name="unit"/> is a province code, the nation,
    /// or null for all units; <paramref name="indicators"/> are those that <paramref name="write"/> asks for, null for all.
    /// </summary>
    public static async Task<Results<TFigures, StatusCodeHttpResult, ProblemHttpResult>> Answer<TFigures>(
        FigureRequest request, string? unit, IReadOnlyList<Indicator>? indicators, Func<FigureLookup, TFigures> write,
        HttpContext context, IFigureStore store, CancellationToken cancellationToken)
        where TFigures : IResult
    {
        if (await store.FindVersion(request.Survey.Code, cancellationToken) is not { } version)
        {
            return Problems.OfFiguresNotComputed(context.Response, request.Survey);
        }

        var tag = FiguresTag.Of(request, unit, version);
        if (FiguresTag.IsIn(context.Request, tag))
        {
            FiguresTag.Set(context.Response, tag);
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var query = new FigureQuery(request.Survey.Code, request.Geography.Code, request.Channel,
            indicators?.Select(indicator => indicator.Code).ToList(), unit);
        if (await store.FindFigures(query, cancellationToken) is not { } figures)
        {
            return Problems.OfFiguresNotComputed(context.Response, request.Survey);
        }

        // They may be newer than the version that was looked up before.
        FiguresTag.Set(context.Response, FiguresTag.Of(request, unit, figures.Version));
        return write(new FigureLookup(request.Survey, figures));
    }
}
