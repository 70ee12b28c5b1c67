using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SipasSurvey.Pages;

/// <summary>
/// A file of wwwroot that pages load. It is part of an assembly, so it is there in every host; its address holds a hash of its content, so
/// browsers may keep it for good and still get a new one at once.
/// </summary>
public sealed class Asset
{
    /// <summary>The stylesheet of all pages.</summary>
    public static readonly Asset StyleSheet = new(typeof(Asset).Assembly, "staff", "css", "text/css; charset=utf-8");

    private readonly byte[] _content;
    private readonly string _type;

    /// <summary>A file that is embedded in an assembly under its name. It has to be served by the process that has it, so what is Intake's is below its path.</summary>
    public Asset(Assembly assembly, string name, string extension, string type, string below = "")
    {
        _content = Read(assembly, $"{name}.{extension}");
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
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpResponse response) =>
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(_content, _type);
    }).AllowAnonymous().ExcludeFromDescription();
}
