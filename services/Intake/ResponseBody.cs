using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace SipasSurvey.Intake;

/// <summary>Reads the body of a request as JSON, within a limit.</summary>
internal static class ResponseBody
{
    /// <summary>A full response has about 700 bytes.</summary>
    public const int MostBytes = 64 * 1024;

    // As deep as the largest body can be, so that nesting is never a syntax error but has a path like any other fault. Parsing is a loop.
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = MostBytes };

    /// <summary>Why the media type is refused, or null when it is JSON in UTF-8.</summary>
    public static ProblemHttpResult? CheckMediaType(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            request.HttpContext.Response.Headers["Accept-Post"] = "application/json";
            return Problems.UnsupportedMediaType("Send it with Content-Type: application/json, in UTF-8.");
        }

        return request.Headers.ContentEncoding.All(encoding => encoding is "identity" or null)
            ? null
            : Problems.UnsupportedMediaType("Send it without Content-Encoding: compressed bodies are not taken.");
    }

    /// <summary>The bytes of the body, or null when there are more than <see cref="MostBytes"/>.</summary>
    public static async Task<byte[]?> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MostBytes)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MostBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Parses the bytes; false, and where the fault is, when they are not JSON in UTF-8.</summary>
    public static bool TryParse(byte[] body, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (document, problem) = (null, null);
        if (!Utf8.IsValid(body))
        {
            problem = Problems.NotJson("The bytes are not valid UTF-8.");
            return false;
        }

        try
        {
            document = JsonDocument.Parse(body, Json);
            return true;
        }
        catch (JsonException fault)
        {
            problem = Problems.NotJson(body.Length == 0
                ? "The body is empty. Send one JSON object."
                : $"Line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: this is where it stops being JSON.");
            return false;
        }
    }
}
