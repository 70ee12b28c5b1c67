using CsCheck;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Staff;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 8, 30, 15, 250, TimeSpan.FromHours(7));

    private static readonly AuditRecord Record = new("sub-1", "Nguyễn Thị Ánh", "ministryAnalyst", AuditActions.ReadFigures, "sipas-2024/10",
        AuditOutcome.Done, "203.0.113.7", "");

    // Printed by another program: (printf '%064d\n1\n…') | sha256sum, as the summary of AuditChain describes it.
    private const string FirstHash = "f42708467ffa690b74058dc0ca0bb9b3dd40a2419d37490985705be5b80be9c6";
    private const string SecondHash = "d4003a82c24e44b23c84f53aa7450bd7c6d8b5b999e240a77795f1cd68404564";

    // Texts that the trail keeps as they are: without what it replaces, in composed form.
    private static readonly Gen<string> Text = Gen.String[Gen.Char["aáạăâđêôơưABĐ 0189/-:._*\"'<>"], 0, 30];

    private static readonly Gen<AuditRecord> Records = Gen.Select(Text, Text, Text, Text, Text, Gen.Bool, Text, Text,
        (id, actor, role, action, target, done, address, detail) => new AuditRecord(id, actor, role, action, target, done ? AuditOutcome.Done : AuditOutcome.Refused, address, detail));

    private static readonly Gen<AuditEntry> Entries = Gen.Select(Records, Gen.Long[0, 1_000_000], Gen.Byte.Array[32], Gen.Long[0, 4_000_000_000_000_000],
        (record, sequence, previous, microseconds) => AuditChain.Append(sequence, previous, DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds), record));

    [Fact]
    public void The_hash_is_what_another_program_computes()
    {
        var first = AuditChain.Append(0, AuditChain.Origin, At, Record);
        var second = AuditChain.Append(1, first.Hash, At.AddTicks(19), Record with { Outcome = AuditOutcome.Refused, Detail = "Sai tỉnh" });

        Assert.Equal(FirstHash, Convert.ToHexStringLower(first.Hash));
        Assert.Equal(SecondHash, Convert.ToHexStringLower(second.Hash));
    }

    [Fact]
    public void What_was_written_is_found_unchanged() => Entries.Sample(entry =>
        Assert.Null(AuditChain.FindFault(entry, entry.Sequence - 1, entry.Previous)));

    [Fact]
    public void A_change_of_any_field_is_found() => Gen.Select(Entries, Records, Gen.Int[0, 9], Gen.Int[0, 255]).Sample((entry, other, field, bit) =>
    {
        var changed = Change(entry, other, field, bit);
        if (changed.Record != entry.Record || changed.At != entry.At || !ReferenceEquals(changed.Hash, entry.Hash))
        {
            Assert.Equal($"Entry {entry.Sequence} was changed after it was written.", AuditChain.FindFault(changed, entry.Sequence - 1, entry.Previous));
        }
    });

    [Fact]
    public void An_entry_that_is_missing_or_twice_or_follows_another_one_is_found()
    {
        var first = AuditChain.Append(0, AuditChain.Origin, At, Record);
        var second = AuditChain.Append(1, first.Hash, At, Record);
        var third = AuditChain.Append(2, second.Hash, At, Record);
        var forged = AuditChain.Append(0, AuditChain.Origin, At, Record with { Actor = "x" });

        Assert.Equal("Entry 2 is missing: 3 follows 1.", AuditChain.FindFault(third, 1, first.Hash));
        Assert.StartsWith("Entry 2 does not follow entry 1", AuditChain.FindFault(second, 1, forged.Hash), StringComparison.Ordinal);
        Assert.Equal("Entry 1 is missing: 2 follows 0.", AuditChain.FindFault(second, 0, AuditChain.Origin));
        Assert.Equal("Entry 2 is missing: 1 follows 1.", AuditChain.FindFault(forged, 1, first.Hash));
    }

    // Otherwise an actor "x\nadministrator" without a role would have the lines, and so the hash, of an actor "x" with one.
    [Fact]
    public void No_text_forges_a_line() => Gen.Select(Gen.String, Gen.String).Sample((actor, detail) =>
    {
        var record = AuditChain.Append(0, AuditChain.Origin, At, Record with { Actor = actor, Detail = detail }).Record;

        Assert.All((string[])[record.Actor, record.Detail], text =>
        {
            Assert.InRange(text.Length, 0, AuditChain.LongestField);
            Assert.DoesNotContain(text, char.IsControl);
            Assert.True(text.IsNormalized());
        });
    });

    [Theory]
    [InlineData("Ánh\nadministrator", "Ánh\uFFFDadministrator")]
    [InlineData("A\r\0\u001b[2J\u0085\u2028", "A\uFFFD\uFFFD\uFFFD[2J\uFFFD\uFFFD")]
    [InlineData("A\u0301nh", "Ánh")]
    [InlineData("Bình\u202Egnơ\u200B", "Bình\uFFFDgnơ\uFFFD")]
    [InlineData("𡨸喃", "𡨸喃")]
    public void A_field_is_one_line_of_what_is_seen(string given, string kept) =>
        Assert.Equal(kept, AuditChain.Append(0, AuditChain.Origin, At, Record with { Actor = given }).Record.Actor);

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        Assert.Equal(new string('x', 400), Kept(new string('x', 401)));
        Assert.Equal(new string('x', 399), Kept(new string('x', 399) + "𡨸"));
        Assert.Equal(new string('x', 398) + "𡨸", Kept(new string('x', 398) + "𡨸喃"));

        static string Kept(string detail) => AuditChain.Append(0, AuditChain.Origin, At, Record with { Detail = detail }).Record.Detail;
    }

    [Fact]
    public void A_noted_entry_is_read_as_it_is_written()
    {
        var head = new AuditHead(12, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

        Assert.True(AuditHead.TryParse(head.ToString(), out var read));
        Assert.Equal((12, head.ToString()), (read.Sequence, read.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData(":aa")]
    [InlineData("12:aa")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1:000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("1:0000000000000000000000000000000000000000000000000000000000000000:")]
    public void What_is_no_noted_entry_is_refused(string text) => Assert.False(AuditHead.TryParse(text, out _));

    private static AuditEntry Change(AuditEntry entry, AuditRecord other, int field, int bit)
    {
        var record = entry.Record;
        return field switch
        {
            0 => entry with { Record = record with { ActorId = other.ActorId } },
            1 => entry with { Record = record with { Actor = other.Actor } },
            2 => entry with { Record = record with { Role = other.Role } },
            3 => entry with { Record = record with { Action = other.Action } },
            4 => entry with { Record = record with { Target = other.Target } },
            5 => entry with { Record = record with { Outcome = other.Outcome } },
            6 => entry with { Record = record with { Address = other.Address } },
            7 => entry with { Record = record with { Detail = other.Detail } },
            8 => entry with { At = entry.At.AddMicroseconds(bit) },
            _ => entry with { Hash = [.. entry.Hash.Select((value, i) => i == bit / 8 ? (byte)(value ^ (1 << (bit % 8))) : value)] },
        };
    }
}
