using System.Globalization;
using System.Text;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query, in the characters that stand in a request line.</param>
internal sealed record FuzzRequest(string Method, string Target)
{
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>What it was before it was made wrong, e.g. <c>POST /api/v1/responses</c>.</summary>
    public string About { get; init; } = "";

    public List<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    /// <summary>Whether the body is sent in chunks, without a length.</summary>
    public bool IsChunked { get; init; }

    /// <summary>The bytes to be sent instead of all this, over a connection of their own; null for a request that a client library sends.</summary>
    public byte[]? Wire { get; init; }

    /// <summary>For the client library.</summary>
    public HttpRequestMessage ToMessage(Uri address)
    {
        if (!Uri.TryCreate($"{address.GetLeftPart(UriPartial.Authority)}{Target}", in AsItIs, out var uri))
        {
            throw new InvalidOperationException($"The client library cannot send {Target}");
        }

        var message = new HttpRequestMessage(new HttpMethod(Method), uri);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Headers.TransferEncodingChunked = IsChunked ? true : null;
        }

        foreach (var (name, value) in Headers)
        {
            // Of a request without a body those that are about one are left out.
            _ = message.Headers.TryAddWithoutValidation(name, value) || message.Content?.Headers.TryAddWithoutValidation(name, value) == true;
        }

        return message;
    }

    /// <summary>As bytes, so that they can be made wrong.</summary>
    public byte[] ToWire(Uri address)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
        if (!Headers.Exists(it => it.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append(CultureInfo.InvariantCulture, $"Host: {address.Authority}\r\n");
        }

        Headers.ForEach(it => head.Append(CultureInfo.InvariantCulture, $"{it.Name}: {it.Value}\r\n"));
        if (Body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }

    /// <summary>All of it in printable characters, so that it can be sent again from the report.</summary>
    public string Escape(Uri address)
    {
        var text = new StringBuilder();
        foreach (var it in Wire ?? ToWire(address))
        {
            _ = it is >= 0x20 and < 0x7F and not (byte)'\\' ? text.Append((char)it)
                : it == '\n' ? text.Append("\\n\n")
                : it == '\r' ? text.Append("\\r")
                : text.Append(CultureInfo.InvariantCulture, $"\\x{it:x2}");
        }

        return text.ToString();
    }
}
