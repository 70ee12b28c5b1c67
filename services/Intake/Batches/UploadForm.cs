using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// A form with one file, part by part as it comes: the file goes to the disk, never into memory, and small fields have small limits.
/// </summary>
internal sealed class UploadForm
{
    /// <summary>Name of the field with the file.</summary>
    public const string FileField = "file";

    /// <summary>What a form may have beside its file, in bytes.</summary>
    public const int MostBesideFile = 64 * 1024;

    // Ours have six and ten.
    private const int MostParts = 32;
    private const int LongestField = 2_048;
    private const int LongestBoundary = 70; // RFC 2046, 5.1.1.
    private const int LargestPartHead = 4 * 1024;

    // 10 MB in 40 minutes: a bad line in the mountains, but no longer somebody who holds a place.
    private static readonly MinDataRate SlowestSender = new(bytesPerSecond: 4 * 1024, gracePeriod: TimeSpan.FromSeconds(20));

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string[]> _faults = new(StringComparer.Ordinal);

    private UploadForm()
    {
    }

    /// <summary>What is wrong with the names, number and size of the fields, by field; <c>$</c> for a part without a name.</summary>
    public IReadOnlyDictionary<string, string[]> Faults => _faults;

    /// <summary>Name of the file as it was sent; null while there is no file.</summary>
    public string? FileName { get; private set; }

    /// <summary>A field; null when it was not sent.</summary>
    public string? this[string field] => _fields.GetValueOrDefault(field);

    /// <summary>Reads a form.</summary>
    /// <param name="http">The request.</param>
    /// <param name="known">Fields that it may have beside the file.</param>
    /// <param name="options">Limits.</param>
    /// <param name="file">Where the file goes.</param>
    /// <param name="mayTakeFile">Looks at the fields that came before the file; when false nothing is kept.</param>
    /// <param name="cancellationToken">Ends when the client goes away, or the process is stopped.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<(UploadForm? Form, UnreadableForm? Fault)> Read(
        HttpContext http, string[] known, BatchesOptions options, TemporaryFile file, Func<UploadForm, Task<bool>>? mayTakeFile, CancellationToken cancellationToken)
    {
        if (BoundaryOf(http.Request) is not { } boundary)
        {
            return (null, UnreadableForm.NotForm);
        }

        if (!http.Request.Headers.ContentEncoding.All(it => string.IsNullOrWhiteSpace(it) || it.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return (null, UnreadableForm.Compressed);
        }

        if (http.Request.ContentLength > options.LargestFile + (long)MostBesideFile)
        {
            return (null, UnreadableForm.TooLarge);
        }

        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = SlowestSender;
        }

        try
        {
            var form = new UploadForm();
            return await form.ReadParts(new MultipartReader(boundary, http.Request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = LargestPartHead },
                known, options.LargestFile, file, mayTakeFile, cancellationToken) is { } fault ? (null, fault) : (form, null);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException fault)
        {
            return (null, fault.StatusCode switch
            {
                StatusCodes.Status408RequestTimeout => UnreadableForm.TooSlow,
                StatusCodes.Status413PayloadTooLarge => UnreadableForm.TooLarge,
                _ => UnreadableForm.Broken,
            });
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException && !UploadFolder.IsFull(fault) && !cancellationToken.IsCancellationRequested)
        {
            return (null, UnreadableForm.Broken);
        }
    }

    /// <summary>How large a body is read, for the server: what is larger by little is read on, so that its sender reads our answer.</summary>
    public static long LargestBody(BatchesOptions options) => options.LargestFile + MostBesideFile + 32L * 1024 * 1024;

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(SendBatchDescription.MediaType, StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= LongestBoundary } boundary ? boundary.ToString() : null;

    private async Task<UnreadableForm?> ReadParts(
        MultipartReader parts, string[] known, int largestFile, TemporaryFile file, Func<UploadForm, Task<bool>>? mayTakeFile, CancellationToken cancellationToken)
    {
        for (var count = 0; await parts.ReadNextSectionAsync(cancellationToken) is { } part; count++)
        {
            if (count == MostParts)
            {
                return UnreadableForm.Broken;
            }

            _ = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition);
            var name = disposition is null ? "" : HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (name != FileField)
            {
                await ReadField(part.Body, name, known, cancellationToken);
            }
            else if (FileName is not null)
            {
                _faults[FileField] = ["is given more than once; send one file."];
            }
            else if (mayTakeFile is not null && !await mayTakeFile(this))
            {
                return UnreadableForm.NotOurs;
            }
            else if (!await Spool(part.Body, file, largestFile, cancellationToken))
            {
                return UnreadableForm.TooLarge;
            }
            else
            {
                FileName = UploadedName.Of(disposition!);
            }
        }

        return null;
    }

    private async Task ReadField(Stream body, string name, string[] known, CancellationToken cancellationToken)
    {
        if (name.Length == 0 || !known.Contains(name, StringComparer.Ordinal))
        {
            _faults[name.Length == 0 ? "$" : JsonMembers.Printable(name)] = [name.Length == 0 ? "holds a part without a name." : $"is unknown; there are: {FileField}, {string.Join(", ", known)}."];
            return;
        }

        var bytes = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LongestField)
        {
            _faults[name] = [$"has more than {LongestField} bytes."];
        }
        else if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            _faults[name] = ["is not UTF-8."];
        }
        else if (!_fields.TryAdd(name, Encoding.UTF8.GetString(bytes, 0, length)))
        {
            _faults[name] = ["is given more than once."];
        }
    }

    private static async Task<bool> Spool(Stream body, TemporaryFile file, int most, CancellationToken cancellationToken)
    {
        await using var to = file.Create();
        var buffer = new byte[64 * 1024];
        long length = 0;
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length > most)
            {
                return false;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return true;
    }
}
