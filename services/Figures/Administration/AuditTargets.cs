using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Figures.Administration;

/// <summary>What a read is about, as the trail says it.</summary>
internal static class AuditTargets
{
    /// <summary>Survey, unit and query of a request, e.g. <c>sipas-2024/10?geography=vn63</c>.</summary>
    public static string Of(HttpContext context, string? unit = null)
    {
        var values = context.Request.RouteValues;
        unit ??= values["province"] as string;
        return $"{values["survey"]}{(unit is null ? "" : $"/{unit}")}{context.Request.QueryString}";
    }
}
