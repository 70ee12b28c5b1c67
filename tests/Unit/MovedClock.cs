using Microsoft.Extensions.Time.Testing;

namespace SipasSurvey.UnitTests;

/// <summary>Waiting for hosts whose clock stands still unless the test moves it.</summary>
internal static class MovedClock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until it is so, moving the clock on by <paramref name="step"/> each time it is not.</summary>
    public static async Task Until(this FakeTimeProvider clock, Func<bool> isSo, TimeSpan step)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not come to pass within a minute.");
            clock.Advance(step);
            await Task.Delay(2);
        }
    }
}
