using System.Text;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Forms in both encodings, their fields right or wrong. The token stays as it is most of the time, so that the rest is looked at.</summary>
internal static class FuzzFields
{
    private const string Token = "form-token";

    /// <summary>One to three fields made wrong, left out, repeated or added.</summary>
    public static void Mutate(List<(string Name, string Value)> fields, FuzzDice dice)
    {
        for (var left = dice.Below(3); left >= 0; left--)
        {
            var places = Enumerable.Range(0, fields.Count).Where(it => fields[it].Name != Token || dice.Chance(0.02)).ToList();
            if (places.Count == 0 || dice.Chance(0.1))
            {
                Add(fields, dice);
                continue;
            }

            var (at, field) = (dice.One(places), default((string Name, string Value)));
            field = fields[at];
            switch (dice.Below(8))
            {
                case 0:
                    fields.RemoveAt(at);
                    break;
                case 1:
                    fields.Add((field.Name, FuzzTexts.Near(dice, field.Value)));
                    break;
                case 2:
                    fields[at] = (FuzzTexts.Near(dice, field.Name), field.Value);
                    break;
                default:
                    fields[at] = (field.Name, FuzzTexts.Near(dice, field.Value));
                    break;
            }
        }
    }

    /// <summary>As <c>application/x-www-form-urlencoded</c>.</summary>
    public static byte[] UrlEncoded(IEnumerable<(string Name, string Value)> fields, FuzzDice dice) =>
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(it => $"{FuzzPaths.Escape(it.Name, dice)}={(it.Name == Token ? Uri.EscapeDataString(it.Value) : FuzzPaths.Escape(it.Value, dice))}")));

    /// <summary>As <c>multipart/form-data</c>, with a file where there is one.</summary>
    public static (string Type, byte[] Body) Multipart(IEnumerable<(string Name, string Value)> fields, FuzzDice dice, params (string Field, string Name, byte[] Bytes)[] files)
    {
        var (boundary, body) = (dice.Chance(0.9) ? "fuzz" : dice.One("", "a b", "--", new string('b', 70), new string('b', 71), "\"b\"", "b;c", "ắ"), new MemoryStream());
        foreach (var (name, value) in fields)
        {
            Write($"--{boundary}\r\n{HeadOf(dice, $"Content-Disposition: form-data; name=\"{name}\"")}\r\n\r\n{value}\r\n");
        }

        foreach (var (field, name, bytes) in files)
        {
            Write($"--{boundary}\r\n{HeadOf(dice, $"Content-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"")}\r\nContent-Type: {dice.One("text/csv", "application/octet-stream", "x")}\r\n\r\n");
            body.Write(bytes);
            Write("\r\n");
        }

        Write(dice.Chance(0.95) ? $"--{boundary}--\r\n" : dice.One("", "--fuzz", "--fuzz\r\n", "--\r\n", "--fuzz--x"));
        return ($"multipart/form-data; boundary={(dice.Chance(0.95) ? boundary : $"\"{boundary}\"")}", body.ToArray());

        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Add(List<(string Name, string Value)> fields, FuzzDice dice)
    {
        var (name, times) = (dice.One("x", "", "survey", "file", "id", "website", "a[0]", "cell-P01", "cell-", "_method", "__RequestVerificationToken"), dice.Chance(0.05) ? 300 : 1);
        fields.InsertRange(dice.Below(fields.Count + 1), Enumerable.Range(0, times).Select(it => ($"{name}{(times > 1 ? it : "")}", FuzzTexts.Any(dice))).ToList());
    }

    private static string HeadOf(FuzzDice dice, string right) => dice.Chance(0.95) ? right : dice.Below(7) switch
    {
        0 => right + "\r\nContent-Type: text/plain; charset=utf-7",
        1 => right + "\r\nContent-Transfer-Encoding: base64",
        2 => right.Replace("form-data", "attachment", StringComparison.Ordinal),
        3 => right + "; filename*=UTF-8''%FF%00.csv",
        4 => right + string.Concat(Enumerable.Repeat("\r\nx: 1", dice.One(7, 20, 2_000))),
        5 => right[..dice.Below(right.Length)],
        _ => "x",
    };
}
