using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>Generators of arbitrary values for property tests.</summary>
internal static class Any
{
    public static readonly Gen<string> Ascii = Gen.Char[' ', '~'].Array[0, 20].Select(chars => new string(chars));

    /// <summary>Text with Vietnamese letters and a character beyond the basic plane, without lone surrogates.</summary>
    public static readonly Gen<string> Text = OneOf("", "đ", "Ố", "a", " ", "|", "\0", "😀", "phường").Array[0, 6].Select(string.Concat);

    /// <summary>Content as the layout allows it, whether or not it fits a survey.</summary>
    public static readonly Gen<Content> Content = Gen.Select(Ascii, Ascii, Gen.Byte[0, 15].Array[0, 50], Gen.Byte.Array[0, 6], Ascii.Null(),
        (survey, province, answers, respondent, cluster) =>
            new Content(survey, province, answers, respondent, string.IsNullOrEmpty(cluster) ? null : cluster));

    /// <summary>A response that can be counted in sipas-2024.</summary>
    public static readonly Gen<Content> Response = Gen.Select(
        OneOf(A.Vn63.Provinces.Select(province => province.Code).ToArray()),
        Gen.Byte[0, 5].Array[A.Questionnaire.Items.Count].Where(answers => answers.Any(level => level > 0)),
        Gen.Int[0, 1_000].Array[A.Questionnaire.Respondent.Count],
        (province, answers, respondent) => A.Content(province: province, answers: answers,
            respondent: [.. A.Questionnaire.Respondent.Select((it, i) => (byte)(respondent[i] % (it.Categories.Count + 1)))]));

    public static readonly Gen<Channel> Channel = OneOf(Enum.GetValues<Channel>());

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
