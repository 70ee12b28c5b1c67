using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.Access;

/// <summary>Who asks, and how a request is written into the trail.</summary>
public static class StaffRequest
{
    private static readonly object OutageKey = new();

    /// <summary>Who asks; null when nobody is signed in.</summary>
    public static StaffMember? Staff(this HttpContext context) =>
        StaffMember.Of(context.User, context.RequestServices.GetRequiredService<Catalogue>());

    /// <summary>Why it could not be found out who asks, on a page that is open to all; null when it could.</summary>
    public static Exception? StaffOutage(this HttpContext context) => context.Items.TryGetValue(OutageKey, out var outage) ? (Exception?)outage : null;

    /// <summary>Whether the one who asks may do what a policy of <see cref="StaffPolicies"/> permits; for what a page shows or leaves out.</summary>
    public static bool May(this HttpContext context, string policy) =>
        StaffMember.RoleOf(context.User) is { } role && StaffPolicies.Roles[policy].Contains(role);

    /// <summary>Network address of the one who asks, as far as configured proxies tell it.</summary>
    public static string Address(this HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address ? AuditRecord.Nobody
        : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <summary>Writes what the one who asks does into the trail. It must not take effect before.</summary>
    public static Task Record(this HttpContext context, string action, string target, string detail = "", AuditOutcome outcome = AuditOutcome.Done)
    {
        var member = context.Staff();
        var record = new AuditRecord(member?.Id ?? "", member?.Name ?? AuditRecord.Nobody, member?.Role ?? "", action, target, outcome, context.Address(), detail);
        return context.RequestServices.GetRequiredService<AuditTrail>().Append(record, context.RequestAborted);
    }

    internal static void SetStaffOutage(this HttpContext context, Exception outage) => context.Items[OutageKey] = outage;

    /// <summary>Writes into the trail that the one who asks was refused; of many in a minute the rest as one number.</summary>
    public static Task RecordRefusal(this HttpContext context, string target, string reason)
    {
        var suppressed = context.RequestServices.GetRequiredService<SuppressedRefusals>();
        return suppressed.Record(context, suppressed.Forbidden, context.Staff()?.Id ?? "", target, reason);
    }
}
