using System.ComponentModel.DataAnnotations;

namespace SipasSurvey.Staff.SignIn;

/// <summary>The provider at which staff sign in (OpenID Connect), and what it calls things. Settings below <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    /// <summary>Address of the provider, e.g. <c>https://id.example/realms/sipas</c>. Without one nobody signs in to pages, and only keys open the API.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Name of the pages at the provider.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret; empty for a public client. Not in a configuration file.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Audience of tokens for the API; empty when the API takes none. Not the client: its tokens are about signing in and open nothing.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Scopes to ask for, separated by spaces.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>Claim with the name to show and to write into the trail.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>Claim with the roles.</summary>
    public string RoleClaim { get; set; } = "role";

    /// <summary>Claim with the provinces: <c>*</c>, or like <c>vn34/15</c>; several values, or one with spaces between.</summary>
    public string ProvinceClaim { get; set; } = "province";

    /// <summary>Claim with the survey team.</summary>
    public string TeamClaim { get; set; } = "team";

    /// <summary>The provider's values of the role claim for our roles, like <c>sipas-auditors=auditor sipas-it=administrator</c>; empty when they are our own names.</summary>
    public string RoleValues { get; set; } = "";

    /// <summary>Whether the provider may be reached without TLS. Only for one on this machine.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Whether the provider's tokens open the API.</summary>
    internal bool TakesTokens => Authority.Length > 0 && Audience.Length > 0;
}

/// <summary>How long a session of the pages lasts. Settings below <c>Session</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>Without a request for this long it ends, or up to a tenth earlier.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>However busy, it ends after this long: a working day.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan Longest { get; set; } = TimeSpan.FromHours(10);
}
