using System.Text;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake;

/// <summary>The answer to a response that is safe: 202 with its <see cref="Acceptance"/>, written as bytes, as it is the answer to nearly all.</summary>
internal static class AcceptedResponse
{
    private const string Location = $"{SubmitResponseDescription.Path}/";
    private const string ContentType = "application/json; charset=utf-8";

    /// <summary>Writes it.</summary>
    public static Task Write(HttpResponse response, Guid id)
    {
        var text = id.ToString("D");
        // Neither an id nor a receipt has a character that JSON writes otherwise.
        var body = Encoding.ASCII.GetBytes($"{{\"id\":\"{text}\",\"receipt\":\"{ResponseId.Receipt(id)}\"}}");
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.Location = Location + text;
        return response.Body.WriteAsync(body, 0, body.Length);
    }
}
