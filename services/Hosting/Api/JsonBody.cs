using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace SipasSurvey.Hosting.Api;

/// <summary>How large a body may be.</summary>
/// <param name="MostBytes">Its bytes.</param>
/// <param name="Right">The sentence that says so to whoever sent more.</param>
public sealed record BodyLimit(int MostBytes, string Right)
{
    /// <summary>A limit of which there is no more to say.</summary>
    public static BodyLimit Of(int mostBytes) => new(mostBytes, $"It may have at most {mostBytes} bytes.");
}

/// <summary>Reads the body of a request as JSON, within a limit: a response and every change alike.</summary>
public static class JsonBody
{
    private const string MediaType = SubmitResponseDescription.MediaType;

    // What a sender that ignores the limit sends on is thrown away up to here, so that it reads our answer instead of a broken connection.
    private const long MostDrained = 32 * 1024 * 1024;

    // Nothing that is sent is deeper than two levels. Not deeper than this: the time that the framework takes grows with the square of the depth, to
    // seconds for 64 KB of brackets.
    private const int MostLevels = 64;

    private static ProblemHttpResult EndedEarly => SubmitResponseProblems.NotJson.Because("The body ended early, or was not transferred as HTTP asks. Send it again, whole.");

    /// <summary>What a body that cannot be read is answered with, in the order of the checks.</summary>
    public static readonly IReadOnlyList<ProblemKind> Problems =
        [SubmitResponseProblems.UnsupportedMediaType, SubmitResponseProblems.TooLarge, SubmitResponseProblems.TooSlow, SubmitResponseProblems.NotJson];

    /// <summary>Why the media type is refused, or null when it is JSON in UTF-8.</summary>
    public static ProblemHttpResult? CheckMediaType(HttpRequest request)
    {
        // As nearly everybody writes it.
        if (request.ContentType == MediaType && request.Headers.ContentEncoding.Count == 0)
        {
            return null;
        }

        if (!IsJson(request.ContentType))
        {
            return OfMediaType(request.HttpContext.Response, $"Send it with 'Content-Type: {MediaType}', in UTF-8.");
        }

        if (request.Headers.ContentEncoding.All(encoding => encoding is null || encoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        request.HttpContext.Response.Headers.AcceptEncoding = "identity";
        return OfMediaType(request.HttpContext.Response, "Send it without Content-Encoding: compressed bodies are not taken.");
    }

    /// <summary>Reads the body of a request as JSON, or says why that cannot be. Whoever asked disposes of the document.</summary>
    public static async Task<(JsonDocument? Document, ProblemHttpResult? Problem)> ReadDocument(HttpRequest request, BodyLimit limit, CancellationToken cancellationToken)
    {
        if (CheckMediaType(request) is { } unsupported)
        {
            return (null, unsupported);
        }

        var (body, unreadable) = await Read(request, limit, cancellationToken);
        if (unreadable is not null)
        {
            return (null, unreadable);
        }

        var bytes = body.ToArray();
        Release(request, body);
        return TryParse(bytes, out var document, out var notJson) ? (document, null) : (null, notJson);
    }

    /// <summary>Waits for the whole body. Its bytes are the request's until <see cref="Release"/> is called; or why they cannot be had.</summary>
    public static async ValueTask<(ReadOnlySequence<byte> Bytes, ProblemHttpResult? Problem)> Read(
        HttpRequest request, BodyLimit limit, CancellationToken cancellationToken = default)
    {
        // What says that it is no longer than it may be is no longer.
        if ((request.ContentLength is null || request.ContentLength > limit.MostBytes)
            && request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = MostDrained;
        }

        try
        {
            return request.ContentLength <= limit.MostBytes || request.ContentLength is null
                ? await Read(request.BodyReader, limit, cancellationToken)
                : (default, SubmitResponseProblems.TooLarge.Because(limit.Right));
        }
        catch (BadHttpRequestException fault)
        {
            return (default, fault.StatusCode == StatusCodes.Status408RequestTimeout
                ? SubmitResponseProblems.TooSlow.Because("Send the whole body at once.")
                : EndedEarly);
        }
        catch (ConnectionResetException)
        {
            // Nobody is there to read it; but it is no failure of ours either.
            return (default, EndedEarly);
        }
    }

    /// <summary>Gives the bytes back; they are not to be looked at afterwards.</summary>
    public static void Release(HttpRequest request, in ReadOnlySequence<byte> bytes) => request.BodyReader.AdvanceTo(bytes.End);

    /// <summary>Parses the bytes; false, and where the fault is, when they are not JSON in UTF-8.</summary>
    public static bool TryParse(byte[] body, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (document, problem) = (null, null);
        if (body.Length == 0)
        {
            problem = SubmitResponseProblems.NotJson.Because("The body is empty. Send one JSON object.");
            return false;
        }

        if (body.AsSpan().StartsWith("\uFEFF"u8))
        {
            // RFC 8259 forbids it to senders; the parser would only say that the first byte is wrong, which an editor does not show.
            problem = SubmitResponseProblems.NotJson.Because("The body begins with a byte order mark (EF BB BF). Send JSON in UTF-8 without it.");
            return false;
        }

        if (!Utf8.IsValid(body))
        {
            Utf8.ToUtf16(body, new char[body.Length], out var valid, out _, replaceInvalidSequences: false);
            problem = SubmitResponseProblems.NotJson.Because($"The bytes are not UTF-8 from byte {valid + 1} of the body on. Send JSON in UTF-8.");
            return false;
        }

        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MostLevels });
            return true;
        }
        catch (JsonException fault)
        {
            problem = SubmitResponseProblems.NotJson.Because($"Line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: here it stops being JSON, or is nested deeper "
                + $"than {MostLevels} levels. Send one JSON object, without comments, trailing commas or anything behind it.");
            return false;
        }
    }

    private static bool IsJson(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
        && type.Parameters.All(parameter => !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
            || parameter.GetUnescapedValue().Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static ProblemHttpResult OfMediaType(HttpResponse response, string detail)
    {
        response.Headers["Accept-Post"] = MediaType;
        return SubmitResponseProblems.UnsupportedMediaType.Because(detail);
    }

    private static async ValueTask<(ReadOnlySequence<byte> Bytes, ProblemHttpResult? Problem)> Read(PipeReader reader, BodyLimit limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit.MostBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (default, SubmitResponseProblems.TooLarge.Because(limit.Right));
            }

            if (read.IsCompleted)
            {
                return (read.Buffer, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
