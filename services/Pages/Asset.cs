using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Hosting;

namespace SipasSurvey.Pages;

/// <summary>
/// A file of wwwroot that pages load. It is part of an assembly, so it is there in every host; its address holds a hash of its content, so
/// browsers may keep it for good and still get a new one at once. It is compressed once, when the process starts, as far as that goes.
/// </summary>
public sealed class Asset
{
    /// <summary>The stylesheet of staff's pages: one for browsers, in files by subject for us. Their order matters.</summary>
    public static readonly Asset StyleSheet = new(
        Join("staff.css", "staff-tables.css", "staff-forms.css", "staff-field-work.css", "staff-media.css", "staff-typing.css"), "staff", "css", "text/css; charset=utf-8");

    /// <summary>The stylesheet of citizens' pages.</summary>
    public static readonly Asset CitizenStyleSheet = new(typeof(Asset).Assembly, "form", "css", "text/css; charset=utf-8", CitizenPaths.Files);

    /// <summary>How long what has a hash in its address may be kept.</summary>
    public const string ForGood = "public, max-age=31536000, immutable";

    private readonly byte[] _content;
    private readonly (string Name, byte[] Content)[] _compressed;
    private readonly string _type;
    private readonly EntityTagHeaderValue _tag;

    /// <summary>A file that is embedded in an assembly under its name. It has to be served by the process that has it, so what is Intake's is below its path.</summary>
    public Asset(Assembly assembly, string name, string extension, string type, string below = "")
        : this(Read(assembly, $"{name}.{extension}"), name, extension, type, below)
    {
    }

    /// <summary>A file that was put together.</summary>
    public Asset(byte[] content, string name, string extension, string type, string below = "")
    {
        _content = content;
        _compressed = [("br", Compress(_content, it => new BrotliStream(it, CompressionLevel.SmallestSize))), ("gzip", Compress(_content, it => new GZipStream(it, CompressionLevel.SmallestSize)))];
        _type = type;
        var hash = Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 8));
        _tag = new EntityTagHeaderValue($"\"{hash}\"", isWeak: true);
        Path = $"{below}/assets/{name}.{hash}.{extension}";
    }

    /// <summary>Its address.</summary>
    public string Path { get; }

    /// <summary>The content of a file of wwwroot.</summary>
    public static byte[] Read(Assembly assembly, string file)
    {
        using var stream = assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"wwwroot/{file} is not embedded.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>Maps its address.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpRequest request) => Answer(request, ForGood))
        .AllowAnonymous().ExcludeFromDescription();

    /// <summary>Its content as an answer, compressed as the browser can take it; nothing when the browser has it already.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caching">How long it may be kept.</param>
    public FileContentHttpResult Answer(HttpRequest request, string caching)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = caching;
        headers.Vary = HeaderNames.AcceptEncoding;
        var (name, content) = Choose(request);
        if (name is not null)
        {
            headers.ContentEncoding = name;
        }

        return TypedResults.Bytes(content, _type, entityTag: _tag);
    }

    // The smaller first; quality 0 means "not this one".
    private (string? Name, byte[] Content) Choose(HttpRequest request)
    {
        if (StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
        {
            foreach (var compressed in _compressed)
            {
                if (accepted.Any(it => it.Quality != 0 && it.Value.Equals(compressed.Name, StringComparison.OrdinalIgnoreCase)))
                {
                    return compressed;
                }
            }
        }

        return (null, _content);
    }

    private static byte[] Join(params string[] files) => [.. files.SelectMany(file => Read(typeof(Asset).Assembly, file))];

    private static byte[] Compress(byte[] content, Func<Stream, Stream> with)
    {
        using var compressed = new MemoryStream();
        using (var stream = with(compressed))
        {
            stream.Write(content);
        }

        return compressed.ToArray();
    }
}
