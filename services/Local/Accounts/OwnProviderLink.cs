using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using SipasSurvey.Pages;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// Leads the pages' sign-in to the provider in the same process: the browser stays on the origin that it came by, and the back channel goes to
/// wherever the process listens, by no proxy.
/// </summary>
internal sealed class OwnProviderLink(OwnOrigins origins) :
    IConfigureNamedOptions<OpenIdConnectOptions>, IPostConfigureOptions<OpenIdConnectOptions>, IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(OpenIdConnectOptions options) => Configure(Options.DefaultName, options);

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name == ProviderSignIn.SchemeName)
        {
            options.BackchannelHttpHandler = new BackChannel(origins);
        }
    }

    public void Configure(string? name, JwtBearerOptions options) => options.BackchannelHttpHandler = new BackChannel(origins);

    // After everybody else, around what they have set.
    public void PostConfigure(string? name, OpenIdConnectOptions options)
    {
        if (name != ProviderSignIn.SchemeName)
        {
            return;
        }

        var (signIn, signOut) = (options.Events.OnRedirectToIdentityProvider, options.Events.OnRedirectToIdentityProviderForSignOut);
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            context.ProtocolMessage.IssuerAddress = AddressOf(context.Request, OwnProvider.AuthorizePath);
            await signIn(context);
            if (!context.Handled && !origins.IsOwn(origins.Of(context.Request)))
            {
                await RefuseOrigin(context.HttpContext);
                context.HandleResponse();
            }
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = async context =>
        {
            context.ProtocolMessage.IssuerAddress = AddressOf(context.Request, OwnProvider.EndSessionPath);
            await signOut(context);
            // Without the token of the sign-in: sessions outlast a restart, and with it the key that could check it.
            (context.ProtocolMessage.ClientId, context.ProtocolMessage.IdTokenHint) = (OwnProvider.ClientId, null);
        };
    }

    private string AddressOf(HttpRequest request, string path) => new Uri(origins.Of(request), path).ToString();

    // Told here, in words for people, rather than by the provider, which would only say that an address is not registered.
    private static Task RefuseOrigin(HttpContext context) => ErrorPages.Page(StatusCodes.Status421MisdirectedRequest,
        "Không đăng nhập được bằng địa chỉ này, vì hệ thống không biết đó là địa chỉ của mình. Hãy mở bằng địa chỉ in ra khi khởi động; "
        + "nếu có máy chủ trung gian phía trước, người cài đặt đặt PublicAddress là địa chỉ mà người dùng gõ.").ExecuteAsync(context);

    /// <summary>Requests to this very process, whatever name they carry.</summary>
    private sealed class BackChannel : DelegatingHandler
    {
        public BackChannel(OwnOrigins origins) => InnerHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = (_, cancellationToken) => origins.Connect(cancellationToken),
        };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(new Uri(OwnProvider.Issuer), request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
