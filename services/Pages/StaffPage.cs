namespace SipasSurvey.Pages;

/// <summary>A page that the navigation and the start page show to those whom its policy lets in. A host registers one for each page that it has.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Title">Its name in the navigation, in Vietnamese.</param>
/// <param name="What">What is done there, in a short Vietnamese sentence.</param>
/// <param name="Policy">The policy that the page's route asks for, of <see cref="Staff.Access.StaffPolicies"/>.</param>
/// <param name="English">Its name in English, where the page speaks it.</param>
public sealed record StaffPage(string Path, string Title, string What, string Policy, string? English = null);
