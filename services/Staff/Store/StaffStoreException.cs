namespace SipasSurvey.Staff.Store;

/// <summary>
/// The staff store cannot be read or written now. Citizens' routes do not need it; staff are answered 503. The message says what to do, without
/// paths, hosts and accounts, so that it can be shown to anybody.
/// </summary>
public sealed class StaffStoreException(string message, Exception? inner) : Exception(message, inner);
