using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Staff;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Local.Accounts;

/// <summary>The command <c>reset-password USER</c>, for whoever may read the data folder. Works while the service runs.</summary>
internal static class ResetPassword
{
    /// <summary>How the command is called.</summary>
    public const string Command = "reset-password";

    /// <summary>Gives the account a new one-time password in the file for the first sign-in; the exit code.</summary>
    /// <exception cref="StartException">There are no accounts here, no such account, or it is shut; one line that says what would be right.</exception>
    public static async Task<int> Run(WebApplicationBuilder builder, Catalogue catalogue, string userName)
    {
        var folder = new DataFolder(Path.GetFullPath(builder.Configuration["data"] ?? "data"));
        if (!OwnProvider.Choose(builder.Configuration))
        {
            throw new StartException("Staff sign in at another provider (SignIn:Authority), which has the passwords. Reset it there.");
        }

        if (!File.Exists(folder.AccountsFile))
        {
            throw new StartException($"There are no accounts in {folder.Path}. Name the folder of the service with --data; the first start makes the accounts.");
        }

        builder.AddLocalDefaults(folder);
        builder.Services.AddSingleton(catalogue).AddSingleton(TimeProvider.System);
        builder.AddStaff();
        builder.AddAccounts(folder);
        // Built for its parts, never started: it listens on nothing.
        await using var app = builder.Build();
        AccountsFile.Prepare(folder);
        await using var scope = app.Services.CreateAsyncScope();
        return await Run(scope.ServiceProvider, userName);
    }

    private static async Task<int> Run(IServiceProvider services, string userName)
    {
        var accounts = services.GetRequiredService<StaffAccounts>();
        var account = await accounts.FindByName(userName) ?? throw new StartException(
            $"There is no account '{userName}'. There are: {string.Join(", ", (await accounts.List(CancellationToken.None)).Select(it => it.UserName))}.");
        if (account.IsShut)
        {
            throw new StartException($"The account '{account.UserName}' is shut. An administrator opens it on the page of accounts.");
        }

        var record = new AuditRecord("", Environment.UserName, "", AuditActions.ResetPassword, account.UserName!, AuditOutcome.Done, AuditRecord.OnThisMachine);
        var password = await accounts.ResetPassword(account, isInFile: true, () => services.GetRequiredService<AuditTrail>().Append(record, CancellationToken.None));
        var file = services.GetRequiredService<FirstSignInFile>();
        file.Write(new Dictionary<string, string> { [account.UserName!] = password }, keepOthers: true);
        Console.WriteLine($"One-time password: {file.Path}");
        return 0;
    }
}
