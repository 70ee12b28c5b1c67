namespace SipasSurvey.Staff.SignIn;

/// <summary>The sign-in provider does not answer, so that nobody can sign in and no token can be checked now. Keys and sessions work on.</summary>
public sealed class ProviderAwayException(Exception inner) : Exception("The sign-in provider does not answer.", inner);
