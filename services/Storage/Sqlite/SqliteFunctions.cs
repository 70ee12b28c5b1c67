using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>What statements and scripts compute that SQLite cannot.</summary>
internal static class SqliteFunctions
{
    /// <summary>Adds <c>receipt_of(id)</c>, the 10 bytes of a response's receipt, to a connection.</summary>
    public static void AddReceipts(SqliteConnection connection) => connection.CreateFunction(
        "receipt_of", (byte[] id) => ResponseId.ReceiptToBytes(ResponseId.ReceiptNumber(IdList.Id(id))), isDeterministic: true);
}
