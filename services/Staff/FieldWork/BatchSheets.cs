using System.Data.Common;
using Dapper;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>Which sheets each batch holds, by response id. Written before they are sent; Intake, which does not read what was counted, knows them from here.</summary>
public sealed class BatchSheets(StaffDatabase database)
{
    private const int IdLength = 16;

    private static readonly Statement Insert = new("@Batch BINARY(16), @Part INT, @Ids VARBINARY(MAX)",
        "INSERT INTO field_batch_sheets (batch, part, ids) VALUES (@Batch, @Part, @Ids)");

    private static readonly Statement FindNext = new("@Batch BINARY(16)", "SELECT COALESCE(MAX(s.part) + 1, 0) FROM field_batch_sheets s WHERE s.batch = @Batch");

    private static readonly Statement Select = new("@Batch BINARY(16)", "SELECT s.ids FROM field_batch_sheets s WHERE s.batch = @Batch ORDER BY s.part");

    /// <summary>The sheets of a batch; none while nothing of it was sent.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlySet<Guid>> Find(Guid batch, CancellationToken cancellationToken) =>
        IdsOf([.. await database.Use(connection => connection.QueryAsync<byte[]>(
            Select.Command(new { Batch = batch.ToByteArray(bigEndian: true) }, cancellationToken)), cancellationToken)]);

    /// <summary>Adds the sheets of a part of a batch.</summary>
    /// <param name="batch">Batch id.</param>
    /// <param name="sheets">Response ids, some thousand at a time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task Add(Guid batch, IReadOnlyCollection<Guid> sheets, CancellationToken cancellationToken)
    {
        var ids = new byte[sheets.Count * IdLength];
        var at = 0;
        foreach (var sheet in sheets)
        {
            sheet.TryWriteBytes(ids.AsSpan(at), bigEndian: true, out _);
            at += IdLength;
        }

        var key = batch.ToByteArray(bigEndian: true);
        var next = await database.Use(connection => connection.ExecuteScalarAsync<int>(FindNext.Command(new { Batch = key }, cancellationToken)), cancellationToken);

        // The same file at the same moment takes the same number for its part; the later one takes the next.
        for (var part = next; ; part++)
        {
            try
            {
                await database.Use(connection => connection.ExecuteAsync(Insert.Command(
                    new { Batch = key, Part = part, Ids = ids }, cancellationToken)), cancellationToken);
                return;
            }
            catch (StaffStoreException taken) when (taken.InnerException is DbException failure && StaffDatabase.IsTaken(failure))
            {
            }
        }
    }

    private static HashSet<Guid> IdsOf(IReadOnlyList<byte[]> parts)
    {
        var sheets = new HashSet<Guid>(parts.Sum(part => part.Length) / IdLength);
        foreach (var part in parts)
        {
            for (var at = 0; at + IdLength <= part.Length; at += IdLength)
            {
                sheets.Add(new Guid(part.AsSpan(at, IdLength), bigEndian: true));
            }
        }

        return sheets;
    }
}
