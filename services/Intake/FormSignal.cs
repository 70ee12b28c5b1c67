using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>
/// What is known of how a response was filled in: <c>Sipas-Form: device=ABCDEFGHIJKLMNOPQRSTUV; seconds=185; trap=0</c> beside one that the form's script sends,
/// or as the form without script saw it. It decides how a response is limited and whether it is suspicious, never whether it counts.
/// </summary>
/// <param name="Device">A random name of the device, 22 characters of base64url; null when none is known.</param>
/// <param name="Seconds">Whole seconds from the first page to sending; null when unknown.</param>
/// <param name="Trapped">Whether the field was filled in that people do not see.</param>
internal sealed record FormSignal(string? Device, int? Seconds, bool Trapped)
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Sipas-Form";

    private const int DeviceLength = 22;

    // Far above any header that the script makes.
    private const int LongestHeader = 128;

    private static readonly SearchValues<char> Base64Url =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>What the header says; null when there is none, or one that is not written like this.</summary>
    public static FormSignal? Read(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var values) && values is [{ Length: <= LongestHeader } text] ? Parse(text) : null;

    /// <summary>What it says against the response.</summary>
    /// <param name="leastTime">The least time in which a person fills in the form.</param>
    public Suspicions Suspicions(TimeSpan leastTime) =>
        (Seconds < leastTime.TotalSeconds ? Domain.Suspicions.TooFast : Domain.Suspicions.None)
        | (Trapped ? Domain.Suspicions.HiddenField : Domain.Suspicions.None);

    private static FormSignal? Parse(string text)
    {
        string? device = null;
        int? seconds = null;
        bool? trapped = null;
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (part, "") : (part[..at], part[(at + 1)..]);
            if (name == "device" && device is null && value.Length == DeviceLength && !value.AsSpan().ContainsAnyExcept(Base64Url))
            {
                device = value;
            }
            else if (name == "seconds" && seconds is null && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                seconds = number;
            }
            else if (name == "trap" && trapped is null && value is "0" or "1")
            {
                trapped = value == "1";
            }
            else
            {
                return null;
            }
        }

        return device is not null && seconds is not null && trapped is { } known ? new FormSignal(device, seconds, known) : null;
    }
}
