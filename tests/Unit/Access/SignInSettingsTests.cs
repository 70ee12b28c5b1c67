using Microsoft.Extensions.Options;
using SipasSurvey.Hosting;

namespace SipasSurvey.UnitTests.Access;

/// <summary>What is wrong about the provider stops the start with one line that names the setting.</summary>
public sealed class SignInSettingsTests
{
    [Theory]
    [InlineData("SignIn:Authority is 'id.example'", "Authority=id.example", "ClientId=pages")]
    [InlineData("SignIn:Authority is 'http://id.example'", "Authority=http://id.example", "ClientId=pages")]
    [InlineData("SignIn:Authority is 'http://id.example'", "Authority=http://id.example", "ClientId=pages", "AllowHttp=true")]
    [InlineData("SignIn:Authority is 'http://127.0.0.1:9'", "Authority=http://127.0.0.1:9", "ClientId=pages")]
    [InlineData("SignIn:Authority is missing", "ClientId=pages")]
    [InlineData("SignIn:ClientId is missing", "Authority=https://id.example")]
    [InlineData("SignIn:Audience must differ from SignIn:ClientId", "Authority=https://id.example", "ClientId=pages", "Audience=pages")]
    [InlineData("SignIn:Scopes is 'profile'", "Authority=https://id.example", "ClientId=pages", "Scopes=profile")]
    [InlineData("SignIn:RoleValues has 'it=boss'", "Authority=https://id.example", "ClientId=pages", "RoleValues=it=boss")]
    [InlineData("SignIn:RoleValues has 'it=auditor'", "Authority=https://id.example", "ClientId=pages", "RoleValues=it=administrator it=auditor")]
    [InlineData("SignIn:AllowHttp is 'yes'", "Authority=https://id.example", "ClientId=pages", "AllowHttp=yes")]
    public async Task A_wrong_setting_is_named_with_what_would_be_right(string sentence, params string[] settings)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StaffSite.Start(also: it =>
        {
            foreach (var (name, value) in settings.Select(setting => setting.Split('=', 2)).Select(parts => (parts[0], parts[1])))
            {
                it.Configuration[$"SignIn:{name}"] = value;
            }
        }));

        Assert.IsAssignableFrom<Exception>(failure is OptionsValidationException or AggregateException ? failure : null);
        var told = ProcessDefaults.Explain(failure);
        Assert.StartsWith($"Setting {sentence}", told, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told!);
    }

    [Theory]
    [InlineData("Authority=https://id.example", "ClientId=pages", "Audience=api", "RoleValues=it=administrator ou=x,dc=y=auditor")]
    [InlineData("Authority=http://localhost:9", "ClientId=pages", "AllowHttp=true")]
    public async Task What_can_be_used_starts(params string[] settings)
    {
        await using var site = await StaffSite.Start(also: it =>
        {
            foreach (var parts in settings.Select(setting => setting.Split('=', 2)))
            {
                it.Configuration[$"SignIn:{parts[0]}"] = parts[1];
            }
        });
    }

    [Theory]
    [InlineData("sipas.example")]
    [InlineData("https://sipas.example/path")]
    [InlineData("ftp://sipas.example")]
    public async Task A_public_address_is_an_origin_and_nothing_more(string address)
    {
        var failure = await Assert.ThrowsAsync<StartException>(() => StaffSite.Start(also: it => it.Configuration["PublicAddress"] = address));

        Assert.StartsWith("Setting PublicAddress must be the public origin without a path", failure.Message, StringComparison.Ordinal);
    }
}
