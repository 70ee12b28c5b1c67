using System.Security.Cryptography;
using SipasSurvey.Domain;

namespace SipasSurvey.Paper.Suspicions;

/// <summary>Sheets that answer every item alike, and sheets that say the same as another one. Those with few answers are left alone: they are alike by chance.</summary>
internal sealed class LikeAnswers
{
    private readonly FirstRows _sameLevel = new();
    private readonly FirstRows _sameAnswers = new();

    // By the first half of a hash: 16 bytes a row instead of the content.
    private readonly Dictionary<UInt128, int> _firstRows = [];

    public void Add(SheetRow row, ReadOnlySpan<byte> answers)
    {
        var blanks = answers.Count(Content.Blank);
        if (blanks * 2 > answers.Length)
        {
            return;
        }

        // All at one level would also be equal to each other: once is enough.
        if (IsOneLevel(answers))
        {
            _sameLevel.Add(row.Number);
            return;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row.Content, hash);
        var key = new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
        if (!_firstRows.TryAdd(key, row.Number))
        {
            _sameAnswers.Add(row.Number, FormattableString.Invariant($" (= {_firstRows[key]})"));
        }
    }

    public IEnumerable<Suspicion> Find()
    {
        if (_sameLevel.Count > 0)
        {
            yield return new Suspicion("same-level", new(
                $"{Shown.Vi(_sameLevel.Count)} phiếu chọn cùng một mức cho mọi tiêu chí: dòng {_sameLevel}.",
                $"{Shown.En(_sameLevel.Count)} sheets give every item the same level: rows {_sameLevel}."));
        }

        if (_sameAnswers.Count > 0)
        {
            yield return new Suspicion("same-answers", new(
                $"{Shown.Vi(_sameAnswers.Count)} phiếu giống hệt một phiếu khác, chỉ khác số phiếu: dòng {_sameAnswers}. Có phiếu nào nhập hai lần không?",
                $"{Shown.En(_sameAnswers.Count)} sheets say exactly the same as another one but for the serial: rows {_sameAnswers}. Was a sheet typed twice?"));
        }
    }

    private static bool IsOneLevel(ReadOnlySpan<byte> answers)
    {
        byte level = Content.Blank;
        foreach (var answer in answers)
        {
            if (answer != Content.Blank && answer != level)
            {
                if (level != Content.Blank)
                {
                    return false;
                }

                level = answer;
            }
        }

        return true;
    }
}
