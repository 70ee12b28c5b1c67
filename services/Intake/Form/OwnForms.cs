using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Intake.Form;

/// <summary>
/// Whether a form was sent from a page of ours. The browser says so itself, in headers that no other site can set; so pages hold no token, are the same for everybody and can
/// be kept on the device.
/// </summary>
internal sealed class OwnForms(IConfiguration settings)
{
    private readonly Uri? _origin = PublicAddress.Read(settings);

    /// <summary>Whether it was: by <c>Sec-Fetch-Site</c>; in older browsers by <c>Origin</c>; in those that send neither, by the page that they came from.</summary>
    public bool IsFrom(HttpRequest request)
    {
        var headers = request.Headers;
        return headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site ? site is "same-origin" or "none"
            : headers.Origin.ToString() is { Length: > 0 } origin ? IsOwn(origin, request)
            : IsOwn(headers.Referer.ToString(), request);
    }

    // Where no public address is set, it is whatever the request was sent to.
    private bool IsOwn(string address, HttpRequest request) => Uri.TryCreate(address, UriKind.Absolute, out var given)
        && (_origin ?? new Uri($"{request.Scheme}://{request.Host.Value}/")).GetLeftPart(UriPartial.Authority) == given.GetLeftPart(UriPartial.Authority);
}
