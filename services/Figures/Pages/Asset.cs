using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SipasSurvey.Figures.Pages;

/// <summary>
/// The files of wwwroot that pages load. They are part of the assembly, so they are there in every host; their addresses hold a hash of
/// their content, so browsers may keep them for good and still get a new one at once.
/// </summary>
internal sealed class Asset
{
    public static readonly Asset StyleSheet = new("staff", "css", "text/css; charset=utf-8");
    public static readonly Asset ApiReferenceScript = new("api-reference", "js", "text/javascript; charset=utf-8");

    private readonly byte[] _content;
    private readonly string _type;

    private Asset(string name, string extension, string type)
    {
        _content = Read($"{name}.{extension}");
        _type = type;
        Path = $"/assets/{name}.{Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 8))}.{extension}";
    }

    /// <summary>Its address.</summary>
    public string Path { get; }

    /// <summary>The content of a file of wwwroot.</summary>
    public static byte[] Read(string file)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"wwwroot/{file} is not embedded.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    public static void MapAll(IEndpointRouteBuilder routes)
    {
        foreach (var asset in new[] { StyleSheet, ApiReferenceScript })
        {
            routes.MapGet(asset.Path, (HttpResponse response) =>
            {
                response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return TypedResults.Bytes(asset._content, asset._type);
            }).AllowAnonymous();
        }
    }
}
