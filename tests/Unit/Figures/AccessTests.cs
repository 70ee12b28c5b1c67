using System.Net;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.UnitTests.Figures;

public sealed class AccessTests
{
    [Theory]
    [InlineData("/api/v1/figures/tiny-2024")]
    [InlineData("/api/v1/figures/tiny-2024?format=csv")]
    [InlineData("/api/v1/figures/tiny-2024/01")]
    [InlineData("/api/v1/figures/tiny-2024/nation")]
    [InlineData("/api/v1/figures/tiny-2024/values?format=parquet")]
    [InlineData("/api/v1/figures/unknown")]
    [InlineData("/api/v1/reconciliation/tiny-2024")]
    public async Task Figures_and_reconciliation_are_the_Ministrys(string path)
    {
        await using var host = await FiguresHost.Start();

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(host, path, null));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(host, path, StaffRoles.SurveyTeam));
        Assert.NotEqual(HttpStatusCode.Forbidden, await Status(host, path, StaffRoles.MinistryAnalyst));
        Assert.NotEqual(HttpStatusCode.Unauthorized, await Status(host, path, StaffRoles.MinistryAnalyst));
    }

    [Theory]
    [InlineData("/api/v1/responses/1", HttpStatusCode.NotFound)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    public async Task A_response_state_and_the_description_are_open_to_all(string path, HttpStatusCode status)
    {
        await using var host = await FiguresHost.Start();

        Assert.Equal(status, await Status(host, path, null));
    }

    private static async Task<HttpStatusCode> Status(FiguresHost host, string path, string? role)
    {
        using var client = role is null ? null : host.As(role);
        using var answer = await (client ?? host.Anybody).GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }
}
