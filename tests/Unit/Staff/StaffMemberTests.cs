using SipasSurvey.Staff.Access;

namespace SipasSurvey.UnitTests.Staff;

public sealed class StaffMemberTests
{
    private static readonly string[] Others = ["t1", "T1 ", "T2", ""];

    [Fact]
    public void Whoever_has_a_team_works_on_what_is_of_that_team_alone_whatever_the_role()
    {
        foreach (var role in StaffRoles.All)
        {
            var member = Of(role, "T1");

            Assert.Equal("T1", member.OnlyTeam);
            Assert.True(member.MayTouch("T1"));
            Assert.All(Others, team => Assert.False(member.MayTouch(team)));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Whoever_has_none_works_on_what_is_of_any_or_of_none(string? none)
    {
        var member = Of(StaffRoles.SurveyTeam, none);

        Assert.Null(member.OnlyTeam);
        Assert.True(member.MayTouch("T1"));
        Assert.True(member.MayTouch(""));
    }

    private static StaffMember Of(string role, string? team) => new("1", "somebody", role, ProvinceScope.All, team, StaffWay.Key);
}
