using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
    /// <summary>The stylesheet of staff's pages.</summary>
    public static readonly Asset StyleSheet = new(typeof(Asset).Assembly, "staff", "css", "text/css; charset=utf-8");

    /// <summary>The stylesheet of citizens' pages.</summary>
    public static readonly Asset CitizenStyleSheet = new(typeof(Asset).Assembly, "form", "css", "text/css; charset=utf-8", CitizenPaths.Files);

    private readonly byte[] _content;
    private readonly (string Name, byte[] Content)[] _compressed;
    private readonly string _type;

    /// <summary>A file that is embedded in an assembly under its name. It has to be served by the process that has it, so what is Intake's is below its path.</summary>
    public Asset(Assembly assembly, string name, string extension, string type, string below = "")
    {
        _content = Read(assembly, $"{name}.{extension}");
        _compressed = [("br", Compress(_content, it => new BrotliStream(it, CompressionLevel.SmallestSize))), ("gzip", Compress(_content, it => new GZipStream(it, CompressionLevel.SmallestSize)))];
        _type = type;
        Path = $"{below}/assets/{name}.{Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 8))}.{extension}";
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
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpRequest request, HttpResponse response) =>
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        var (name, content) = Choose(request);
        if (name is not null)
        {
            response.Headers.ContentEncoding = name;
        }

        return TypedResults.Bytes(content, _type);
    }).AllowAnonymous().ExcludeFromDescription();

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
