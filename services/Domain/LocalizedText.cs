namespace SipasSurvey.Domain;

/// <summary>A text shown to people, in the two languages of the service. Neither is ever empty.</summary>
/// <param name="Vi">Vietnamese, the language of every page by default.</param>
/// <param name="En">English.</param>
public sealed record LocalizedText(string Vi, string En);
