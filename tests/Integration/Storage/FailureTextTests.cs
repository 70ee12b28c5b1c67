using Microsoft.Data.SqlClient;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

public sealed class FailureTextTests
{
    [Fact]
    public void Of_SQL_Server_the_number_is_said_and_not_the_text_wherever_it_stands_in_the_failure()
    {
        using var connection = new SqlConnection("Server=127.0.0.1,1;Connect Timeout=5;Encrypt=false");
        var failure = Assert.Throws<SqlException>(connection.Open);
        var text = failure.Message.Split('.')[0];

        Assert.Equal($"Error {failure.Number} of SQL Server.", FailureText.Reason(failure));
        var full = FailureText.Full(new InvalidDataException("A fill failed.", failure));
        Assert.StartsWith("InvalidDataException: A fill failed.", full, StringComparison.Ordinal);
        Assert.Contains($"SqlException: Error {failure.Number} of SQL Server.", full, StringComparison.Ordinal);
        Assert.Contains("   at ", full, StringComparison.Ordinal);
        Assert.DoesNotContain(text, full, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_others_the_text_is_said() => Assert.Equal("The disk is full.", FailureText.Reason(new IOException("The disk is full.")));
}
