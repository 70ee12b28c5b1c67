using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>
/// The strong entity tag of an answer with figures. It covers everything that the bytes depend on, so it can be told from the version alone
/// whether a client has them already: what was asked, the version of the figures, the names beside them and the program that writes them.
/// </summary>
internal static class FiguresTag
{
    /// <summary>The tag of the answer to a request, for a province code, the nation, or null for all units.</summary>
    public static EntityTagHeaderValue Of(FigureRequest request, string? unit, FiguresVersion version) =>
        Of(writer =>
        {
            writer.Write((int)request.Format);
            writer.Write(unit ?? "");
            writer.Write((int)request.Channel);
            writer.Write(version.Version);
            writer.Write(version.AsOf.UtcTicks);
            writer.Write(version.Simulated);
            Write(writer, request.Survey);
            writer.Write(request.Survey.Geography.Name.Vi); // Named in the notes of a workbook on another geography.
            Write(writer, request.Geography);
        });

    /// <summary>The tag of an answer of this program that depends on what is written.</summary>
    public static EntityTagHeaderValue Of(Action<BinaryWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            // The writer puts a length before every text, so that no two lists of texts look alike.
            writer.Write(typeof(FiguresTag).Module.ModuleVersionId.ToByteArray());
            write(writer);
        }

        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()).AsSpan(0, 16))}\"");
    }

    /// <summary>Says in the answer what it is.</summary>
    public static void Set(HttpResponse response, EntityTagHeaderValue tag) => response.GetTypedHeaders().ETag = tag;

    /// <summary>Whether the client has the answer already, by its If-None-Match. It compares weakly, as RFC 9110 asks.</summary>
    public static bool IsIn(HttpRequest request, EntityTagHeaderValue tag) => request.GetTypedHeaders().IfNoneMatch.Any(given =>
        given.Equals(EntityTagHeaderValue.Any) || given.Compare(tag, useStrongComparison: false));

    internal static void Write(BinaryWriter writer, Survey survey)
    {
        writer.Write(survey.Code);
        writer.Write(survey.Name.Vi);
        writer.Write((int)survey.HeadlineRule);
        writer.Write(string.Join(',', survey.OfficialChannels.Order()));
        writer.Write(survey.LeastAnswered);
        writer.Write(survey.Questionnaire.Scale.SatisfiedFrom);
        writer.Write(survey.Questionnaire.Scale.Highest);
        foreach (var indicator in survey.Questionnaire.Indicators)
        {
            writer.Write(indicator.Code);
            writer.Write(indicator.Name.Vi);
        }
    }

    internal static void Write(BinaryWriter writer, Geography geography)
    {
        writer.Write(geography.Code);
        writer.Write(geography.Name.Vi);
        foreach (var province in geography.Provinces)
        {
            writer.Write(province.Code);
            writer.Write(province.Name.Vi);
        }
    }
}
