using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Administration;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Pages;

/// <summary>Codes of invitations on printed sheets.</summary>
public sealed class PrintingCodesTests
{
    private const string Path = "/staff/printing";

    [Fact]
    public async Task With_codes_each_sheet_has_the_invitation_of_its_serial_and_the_trail_says_who_had_them()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue), also: builder => builder.Services.AddSingleton(A.Invitations));
        using var publisher = host.As(StaffRoles.MinistryPublisher);

        var (status, page) = await publisher.Fill($"{Path}?survey=sipas-2024", Path,
            ("survey", "sipas-2024"), ("province", "10"), ("cluster", ""), ("sheets", "2"), ("codes", "true"));

        Assert.Equal(HttpStatusCode.OK, status);
        var codes = Enumerable.Range(1, 2).Select(number => A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Sheet, "10", (uint)number).ToString()).ToList();
        Assert.Equal(codes, Regex.Matches(page, "class=\"code\">([0-9A-Z-]+)<").Select(it => it.Groups[1].Value));
        Assert.Equal(codes, Scanner.Read(page).Where(it => it.Contains("#m=", StringComparison.Ordinal)).Select(it => it.Split("/#m=")[1]));
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        var trail = await host.Trail();
        Assert.Equal("sipas-2024/10", Assert.Single(trail, it => it.Record.Action == AuditActions.ReadInvitations).Record.Target);
        Assert.DoesNotContain(trail, it => codes.Any(code => $"{it.Record}".Contains(code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_the_secret_no_codes_are_printed_and_the_page_says_which_setting_is_missing()
    {
        await using var host = await Start();
        using var publisher = host.As(StaffRoles.MinistryPublisher);

        var (status, page) = await publisher.Fill($"{Path}?survey=sipas-2024", Path,
            ("survey", "sipas-2024"), ("province", "10"), ("cluster", ""), ("sheets", "2"), ("codes", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Invitations__Secret", page, StringComparison.Ordinal);
        Assert.Contains("Chưa in lượt nào.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StaffRoles.Supervisor)]
    [InlineData(StaffRoles.MinistryAnalyst)]
    public async Task Who_may_not_invite_prints_sheets_and_gets_no_codes(string role)
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue), also: builder => builder.Services.AddSingleton(A.Invitations));
        using var member = role == StaffRoles.Supervisor ? await host.As(role, "vn63/10") : host.As(role);
        (string, string)[] order = [("survey", "sipas-2024"), ("province", "10"), ("cluster", ""), ("sheets", "1")];

        Assert.DoesNotContain("name=\"codes\"", (await member.Page($"{Path}?survey=sipas-2024")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Fill($"{Path}?survey=sipas-2024", Path, [.. order, ("codes", "true")])).Status);
        Assert.Equal(HttpStatusCode.OK, (await member.Fill($"{Path}?survey=sipas-2024", Path, order)).Status);
        var run = Regex.Match((await member.Page($"{Path}?survey=sipas-2024")).Text, $"href=\"({Path}/[0-9a-f-]+)\"").Groups[1].Value;
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Page($"{run}?codes=true")).Status);
    }

    private static Task<FiguresHost> Start() => FiguresHost.Start(new ComputedFigures(A.Catalogue));
}
