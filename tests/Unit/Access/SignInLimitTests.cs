using System.Net;

namespace SipasSurvey.UnitTests.Access;

public sealed class SignInLimitTests
{
    [Fact]
    public async Task One_address_may_try_so_often_in_a_minute_and_other_addresses_are_not_affected()
    {
        await using var site = await StaffSite.Start(also: builder => builder.Configuration["SignIn:AttemptsPerMinute"] = "3");
        var browser = site.Open();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SignIn("wrong", address: "2001:db8::1")).StatusCode);
        }

        var refused = await browser.SignIn(site.Ministry, address: "2001:db8::2");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("60", refused.Headers.RetryAfter!.ToString());
        Assert.Contains("Thử quá nhiều lần", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SignIn("wrong", address: "203.0.113.7")).StatusCode);
    }

    [Fact]
    public async Task Loopback_addresses_are_not_limited_unless_told()
    {
        await using var free = await StaffSite.Start(also: builder => builder.Configuration["SignIn:AttemptsPerMinute"] = "1");
        await using var limited = await StaffSite.Start(also: builder =>
        {
            builder.Configuration["SignIn:AttemptsPerMinute"] = "1";
            builder.Configuration["SignIn:LimitLoopback"] = "true";
        });

        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity],
            [(await free.Open().SignIn("wrong")).StatusCode, (await free.Open().SignIn("wrong")).StatusCode]);
        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests],
            [(await limited.Open().SignIn("wrong")).StatusCode, (await limited.Open().SignIn("wrong")).StatusCode]);
    }
}
