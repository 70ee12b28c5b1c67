using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace SipasSurvey.Figures.Query;

/// <summary>What a file of values must be, so that whoever has it sees whether it is whole.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Format">Form of the file.</param>
/// <param name="Rows">Number of rows of values, headings not counted.</param>
/// <param name="Sha256">SHA-256 over its bytes, in lower-case hexadecimal digits.</param>
/// <param name="Bytes">Number of its bytes.</param>
/// <param name="AsOf">When the figures were computed, in UTC.</param>
/// <param name="Etag">Entity tag that the file is sent with. Where that of a file differs, the figures changed in between: get both again.</param>
/// <param name="Query">Address that the file is sent from.</param>
public sealed record ValueManifest(string File, string Format, long Rows, string Sha256, long Bytes, DateTime AsOf, [property: JsonPropertyName("etag")] string Etag, string Query)
{
    /// <summary>Writes the file to nowhere, and says what it was.</summary>
    internal static async Task<ValueManifest> Of(ValueTable table, CancellationToken cancellationToken)
    {
        var file = ValueFile.Of(table.Query.Format);
        var whole = new ValueTable(table.Query with { Manifest = false }, table.Snapshot);
        using var hash = SHA256.Create();
        long bytes;
        await using (var hashed = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            bytes = await file.WriteTo(hashed, whole, cancellationToken);
        }

        return new ValueManifest(table.FileName(file.Extension ?? "json"), ValueParameters.Formats.First(choice => choice.Value == table.Query.Format).Key,
            whole.Rows.LongCount(), Convert.ToHexStringLower(hash.Hash!), bytes, table.AsOf.UtcDateTime, whole.Tag.ToString(), table.Query.Address);
    }
}
