using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Staff.SignIn;

/// <summary>The one origin under which browsers reach the pages, e.g. <c>https://sipas.example</c>. Setting <c>PublicAddress</c>.</summary>
/// <param name="Address">The origin; null when it is whatever a request was sent to.</param>
public sealed record PublicOrigin(Uri? Address)
{
    private bool IsHttps => Address?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Reads the setting.</summary>
    /// <exception cref="StartException">It is no origin.</exception>
    public static PublicOrigin Of(IConfiguration settings) => new(PublicAddress.Read(settings));

    /// <summary>A path of ours as others have to write it; null when the request alone tells.</summary>
    public string? AbsoluteOf(PathString path) => Address is null ? null : Address.GetLeftPart(UriPartial.Authority) + path;

    /// <summary>
    /// Names a cookie, for our eyes alone. Behind TLS it gets the prefix <c>__Host-</c>: a browser then takes it from this host over TLS only, so no
    /// neighbour under the same domain can plant one, and takes it for all paths or not at all.
    /// </summary>
    /// <param name="cookie">The cookie.</param>
    /// <param name="name">Its name without a prefix.</param>
    /// <param name="path">Below which path it is sent, where a browser lets us choose.</param>
    public void Protect(CookieBuilder cookie, string name, string path = "/")
    {
        (cookie.Name, cookie.Path, cookie.HttpOnly) = IsHttps ? ($"__Host-{name}", "/", true) : (name, path, true);
        cookie.SecurePolicy = IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
