using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace SipasSurvey.Hosting.Door;

/// <summary>
/// Forms are UTF-8, as all of ours are sent: one in another encoding, or with a part in one, is 415. The framework believes what a form says of its encoding, and fails where that
/// is one that the runtime refuses (UTF-7), so anybody could fill the log.
/// </summary>
public static class Utf8Forms
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    /// <summary>Refuses forms in other encodings, whoever reads them. Call it after what words errors, and before anything that reads a form.</summary>
    public static IApplicationBuilder UseUtf8Forms(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<FormOptions>>().Value;
        return app.Use((context, next) =>
        {
            if (!context.Request.HasFormContentType)
            {
                // The provider takes what begins like the type of a form for one, and fails on it.
                if (context.Request.ContentType?.StartsWith(UrlEncoded, StringComparison.OrdinalIgnoreCase) != true)
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return Task.CompletedTask;
            }

            if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && !IsUtf8(type))
            {
                context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return Task.CompletedTask;
            }

            context.Features.Set<IFormFeature>(new Checked(new FormFeature(context.Request, options)));
            return next(context);
        });
    }

    private static bool IsUtf8(MediaTypeHeaderValue type) => !type.Charset.HasValue
        || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    // Encodings of parts are known only when the form is read. Whoever reads it knows what to do about a bad request.
    private sealed class Checked(FormFeature form) : IFormFeature
    {
        public bool HasFormContentType => form.HasFormContentType;

        public IFormCollection? Form
        {
            get => form.Form;
            set => form.Form = value;
        }

        public IFormCollection ReadForm() => Form ?? ReadFormAsync(CancellationToken.None).GetAwaiter().GetResult();

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await form.ReadFormAsync(cancellationToken);
            }
            catch (NotSupportedException failure)
            {
                throw new BadHttpRequestException("A part of the form is in an encoding that is not taken.", StatusCodes.Status415UnsupportedMediaType, failure);
            }
            catch (InvalidDataException failure)
            {
                // Too long, too many fields, or none that can be read. Not everybody who reads forms expects it, e.g. the provider.
                throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, failure);
            }
        }
    }
}
