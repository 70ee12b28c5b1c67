using SipasSurvey.Hosting;

namespace SipasSurvey.Local.Accounts;

/// <summary>The file with the one-time passwords that nobody has used yet. Readable by its owner alone, and deleted when the first of them is used.</summary>
internal sealed class FirstSignInFile(DataFolder folder)
{
    private const string Words = """
        # SIPAS: mật khẩu dùng một lần cho lần đăng nhập đầu tiên. Mỗi dòng: tên đăng nhập, mật khẩu.
        # Hãy chuyển từng mật khẩu cho đúng người. Tệp này bị xóa ngay khi có người đăng nhập bằng một trong các mật khẩu dưới đây,
        # nên hãy chép lại các mật khẩu khác trước. Mỗi mật khẩu hết hạn sau 7 ngày; người dùng phải đổi khi đăng nhập.
        # Mất mật khẩu: chạy lệnh reset-password TÊN.
        #
        # SIPAS: one-time passwords for the first sign-in. Each line: user name, password.
        # Hand each to the one it is for. This file is deleted as soon as somebody signs in with one of the passwords below,
        # so note the others first. Each expires after 7 days, and has to be changed when it is used.
        # Lost one: run reset-password USER.

        """;

    private readonly Lock _lock = new();

    /// <summary>Where it is.</summary>
    public string Path => folder.FirstSignInFile;

    /// <summary>Writes passwords; those of other users that are in the file stay when asked for.</summary>
    public void Write(IReadOnlyDictionary<string, string> passwords, bool keepOthers)
    {
        lock (_lock)
        {
            var all = keepOthers ? Read() : [];
            foreach (var (user, password) in passwords)
            {
                all[user] = password;
            }

            // Beside it and then in its place, so that nobody finds half a file. Whatever was left there by an earlier attempt goes first: it may be readable to others.
            var made = $"{Path}.new";
            File.Delete(made);
            using (var writer = new StreamWriter(PrivateFile.Create(made)))
            {
                writer.Write(Words);
                foreach (var (user, password) in all)
                {
                    writer.WriteLine($"{user,-16} {password}");
                }
            }

            File.Move(made, Path, overwrite: true);
        }
    }

    /// <summary>Deletes it.</summary>
    public void Delete() => File.Delete(Path);

    private Dictionary<string, string> Read() => File.Exists(Path)
        ? File.ReadLines(Path).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts is [[not '#', ..], _]).ToDictionary(parts => parts[0], parts => parts[1])
        : [];
}
