namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>A file that somebody may send, and what they have to be told.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="File">Its bytes.</param>
/// <param name="Told">The code of its refusal, or the cell, value and a word of the message of its first fault.</param>
internal sealed record Horror(string Name, Func<byte[]> File, Told Told)
{
    public override string ToString() => Name;
}

/// <summary>What the sender is told.</summary>
/// <param name="Refusal">Code of the refusal of the whole file, or null.</param>
/// <param name="Place">Place of the refusal; or the cell of the fault.</param>
/// <param name="Value">Value that the fault shows.</param>
/// <param name="Says">What the Vietnamese message has in it.</param>
internal sealed record Told(string? Refusal, string? Place, string? Value, string Says)
{
    public static Told Refused(string code, string? place, string says) => new(code, place, null, says);

    public static Told Fault(string cell, string value, string says) => new(null, cell, value, says);
}
