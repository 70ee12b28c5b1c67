using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Hosting;

/// <summary>
/// Where citizens' pages are, in one of their two languages: the language stands in the address, so that a page is the same for everybody who asks for it. What
/// takes answers is Intake's, what tells of a receipt is Figures'.
/// </summary>
/// <param name="IsEnglish">Whether these are the pages in English.</param>
public sealed record CitizenPaths(bool IsEnglish)
{
    /// <summary>What the files of citizens' pages are below.</summary>
    public const string Files = "/khao-sat";

    /// <summary>The script that keeps pages on the device. At the root, as a browser lets it look after what is below it, and no more.</summary>
    public const string Worker = "/form-worker.js";

    private const string EnglishPrefix = "/en";
    private const string FormPath = "/khao-sat";
    private const string PrivacyPath = "/quyen-rieng-tu";
    private const string LookupPath = "/phieu";

    /// <summary>In Vietnamese.</summary>
    public static readonly CitizenPaths Vietnamese = new(IsEnglish: false);

    /// <summary>In English.</summary>
    public static readonly CitizenPaths English = new(IsEnglish: true);

    /// <summary>Both languages.</summary>
    public static readonly IReadOnlyList<CitizenPaths> Both = [Vietnamese, English];

    /// <summary>The language, as HTML names it.</summary>
    public string Language => IsEnglish ? "en" : "vi";

    /// <summary>Start page of the newest open survey.</summary>
    public string Start => IsEnglish ? EnglishPrefix : "/";

    /// <summary>About the one who answers (về Ông/Bà).</summary>
    public string About => Below(FormPath + "/ong-ba");

    /// <summary>Checking the answers before they are sent.</summary>
    public string Check => Below(FormPath + "/kiem-tra");

    /// <summary>Where they are sent.</summary>
    public string Send => Below(FormPath + "/gui");

    /// <summary>The receipt of what was sent.</summary>
    public string Receipt => Below(FormPath + "/da-gui");

    /// <summary>Removing everything from the device.</summary>
    public string Clear => Below(FormPath + "/xoa");

    /// <summary>What happens with the data.</summary>
    public string Privacy => Below(PrivacyPath);

    /// <summary>Looking up a receipt.</summary>
    public string Lookup => Below(LookupPath);

    /// <summary>The same pages in the other language.</summary>
    public CitizenPaths Other => IsEnglish ? Vietnamese : English;

    /// <summary>The questions of an element.</summary>
    /// <param name="element">Code of the element, or a placeholder of a route.</param>
    public string ElementOf(string element) => Below($"{FormPath}/{element}");

    /// <summary>What became of a receipt.</summary>
    /// <param name="receipt">The receipt, or a placeholder of a route.</param>
    public string LookupOf(string receipt) => Below($"{LookupPath}/{receipt}");

    /// <summary>One of two texts, by the language.</summary>
    public string Say(string vietnamese, string english) => IsEnglish ? english : vietnamese;

    /// <summary>A page of this language in the other one.</summary>
    public string InOther(string path)
    {
        var bare = IsEnglish ? path[EnglishPrefix.Length..] : path;
        return IsEnglish ? bare.Length == 0 ? Vietnamese.Start : bare
            : bare == Vietnamese.Start ? English.Start
            : EnglishPrefix + bare;
    }

    /// <summary>The language that an address is in.</summary>
    public static CitizenPaths Of(PathString path) => path.StartsWithSegments(EnglishPrefix) ? English : Vietnamese;

    /// <summary>Whether there may be a citizens' page at an address.</summary>
    public static bool Include(PathString path)
    {
        _ = path.StartsWithSegments(EnglishPrefix, out var bare) || (bare = path) == path;
        return bare == "" || bare == "/" || bare.StartsWithSegments(FormPath) || bare.StartsWithSegments(PrivacyPath) || bare.StartsWithSegments(LookupPath);
    }

    private string Below(string path) => IsEnglish ? EnglishPrefix + path : path;
}
