using System.Net.Sockets;
using System.Text;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>A request for <c>POST /api/v1/batches</c> byte by byte, as no client library sends it.</summary>
internal sealed class RawRequest : IAsyncDisposable
{
    private readonly TcpClient _connection = new();

    private RawRequest()
    {
    }

    public static async Task<RawRequest> Begin(Uri address, HttpClient key, long length, string contentType = "multipart/form-data; boundary=b", string more = "")
    {
        var request = new RawRequest();
        await request._connection.ConnectAsync(address.Host, address.Port);
        await request.Write($"POST {Sheets.Path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {key.DefaultRequestHeaders.Authorization}\r\n"
            + $"Content-Type: {contentType}\r\nContent-Length: {length}\r\n{more}\r\n");
        return request;
    }

    public async Task Write(string text) => await _connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The status of the answer.</summary>
    public async Task<int> Status()
    {
        using var reader = new StreamReader(_connection.GetStream(), Encoding.UTF8, leaveOpen: true);
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Close() => _connection.Close();

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
