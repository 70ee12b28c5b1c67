using System.Net;

namespace SipasSurvey.UnitTests.Access;

public sealed class SignInLimitTests
{
    private const string SignIn = "/staff/sign-in";

    [Fact]
    public async Task One_address_may_begin_so_often_in_a_minute_and_other_addresses_are_not_affected()
    {
        await using var site = await StaffSite.Start(also: builder => builder.Configuration["SignIn:AttemptsPerMinute"] = "3");
        var browser = site.Open();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.Get(SignIn, "2001:db8::1")).StatusCode);
        }

        var refused = await browser.Get(SignIn, "2001:db8::2");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("60", refused.Headers.RetryAfter!.ToString());
        Assert.Contains("Thử quá nhiều lần", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(SignIn, "203.0.113.7")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/staff", "2001:db8::1")).StatusCode);
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

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [(await free.Open().Get(SignIn)).StatusCode, (await free.Open().Get(SignIn)).StatusCode]);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.TooManyRequests], [(await limited.Open().Get(SignIn)).StatusCode, (await limited.Open().Get(SignIn)).StatusCode]);
    }
}
