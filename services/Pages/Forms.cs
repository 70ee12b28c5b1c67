using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Pages;

/// <summary>Forms that pages send.</summary>
public static class Forms
{
    /// <summary>Name of the field with the antiforgery token, and of the header in which a script sends it.</summary>
    public const string TokenField = "form-token";

    /// <summary>What was sent, when it was sent from a form of ours; null otherwise.</summary>
    public static async Task<IFormCollection?> Read(HttpContext context, IAntiforgery antiforgery)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await antiforgery.IsRequestValidAsync(context) ? form : null;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // Too long, too many fields, or cut off: the sender's fault, and no failure of ours.
            return null;
        }
    }
}
