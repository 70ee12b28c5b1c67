namespace SipasSurvey.Staff.Trail;

/// <summary>Everything that is written into the trail. Codes are never changed once used; pages give them Vietnamese words.</summary>
public static class AuditActions
{
    /// <summary>Signing in to the pages.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Signing out.</summary>
    public const string SignOut = "sign-out";

    /// <summary>A session was ended by somebody, e.g. an administrator.</summary>
    public const string EndSession = "session.end";

    /// <summary>A request that was refused: wrong key or token, or a role or province that may not.</summary>
    public const string Request = "request";

    /// <summary>Running figures were read on a page or as JSON.</summary>
    public const string ReadFigures = "figures.read";

    /// <summary>Running figures were exported as CSV or XLSX.</summary>
    public const string ExportFigures = "figures.export";

    /// <summary>Counts were reconciled.</summary>
    public const string Reconcile = "reconciliation.read";

    /// <summary>Counts of provinces were read.</summary>
    public const string ReadCounts = "counts.read";

    /// <summary>A key for scripts was made.</summary>
    public const string MakeKey = "key.make";

    /// <summary>A key was revoked.</summary>
    public const string RevokeKey = "key.revoke";

    /// <summary>An account was made.</summary>
    public const string MakeAccount = "account.make";

    /// <summary>Role, provinces, team or name of an account were changed, or it was shut or opened.</summary>
    public const string ChangeAccount = "account.change";

    /// <summary>An account was given a new one-time password.</summary>
    public const string ResetPassword = "password.reset";

    /// <summary>Somebody chose a new password.</summary>
    public const string ChangePassword = "password.change";

    /// <summary>When a survey opens or closes was changed.</summary>
    public const string ChangeSchedule = "schedule.change";

    /// <summary>A paper batch was sent.</summary>
    public const string SendBatch = "batch.send";

    /// <summary>A paper batch was withdrawn.</summary>
    public const string WithdrawBatch = "batch.withdraw";

    /// <summary>A sheet was corrected.</summary>
    public const string CorrectSheet = "sheet.correct";

    /// <summary>It was decided which version of a sheet counts.</summary>
    public const string DecideConflict = "conflict.decide";

    /// <summary>Answers of single sheets were read: both versions of one.</summary>
    public const string ReadConflicts = "conflicts.read";

    /// <summary>What became of batches was read.</summary>
    public const string ReadBatches = "batches.read";

    /// <summary>The plan of the sample of a province was replaced.</summary>
    public const string PlanSample = "sample.plan";

    /// <summary>Questionnaires with serials were printed.</summary>
    public const string PrintSheets = "sheets.print";

    /// <summary>Letters with invitations were made.</summary>
    public const string MakeInvitations = "invitations.make";

    /// <summary>The codes of invitations were read: printed or exported, of letters or of sheets.</summary>
    public const string ReadInvitations = "invitations.read";

    /// <summary>A sheet was typed a second time and compared.</summary>
    public const string CompareSheet = "sheet.compare";

    /// <summary>The trail was read.</summary>
    public const string ReadTrail = "trail.read";

    /// <summary>The trail was exported.</summary>
    public const string ExportTrail = "trail.export";

    /// <summary>The chain of the trail was checked.</summary>
    public const string VerifyTrail = "trail.verify";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        SignIn, SignOut, EndSession, Request, ReadFigures, ExportFigures, Reconcile, ReadCounts, MakeKey, RevokeKey, MakeAccount, ChangeAccount,
        ResetPassword, ChangePassword, ChangeSchedule, SendBatch, WithdrawBatch, CorrectSheet, DecideConflict, ReadConflicts, ReadBatches, PlanSample,
        PrintSheets, MakeInvitations, ReadInvitations, CompareSheet, ReadTrail, ExportTrail, VerifyTrail,
    ];
}
