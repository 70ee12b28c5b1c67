using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// Whether a form with a file is from a page of ours. The framework would read the whole form to find its token; here it has to come before the file, and is
/// looked at before a byte of that is kept.
/// </summary>
internal sealed class FormTokens(IAntiforgery antiforgery, IOptions<AntiforgeryOptions> options)
{
    /// <summary>Whether the form's token belongs to the cookie and to the one who sends it.</summary>
    public async Task<bool> AreRight(HttpContext http, UploadForm form)
    {
        if (form[Forms.TokenField] is not { Length: > 0 } token)
        {
            // Without one in a header the framework would look for it in the form.
            return false;
        }

        http.Request.Headers[options.Value.HeaderName!] = token;
        return await antiforgery.IsRequestValidAsync(http);
    }
}
