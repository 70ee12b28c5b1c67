using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Pages;

/// <summary>Texts of the pages, in the language of their reader.</summary>
internal static class LocalizedTexts
{
    /// <summary>A text in English or in Vietnamese.</summary>
    public static string In(this LocalizedText text, bool english) => english ? text.En : text.Vi;
}
