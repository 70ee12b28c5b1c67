namespace SipasSurvey.Hosting;

/// <summary>What <c>--help</c> prints.</summary>
public static class Help
{
    /// <summary>Prints the text if it is asked for; the process then ends with exit code 0.</summary>
    public static bool Print(string[] args, string text)
    {
        if (!args.Contains("--help") && !args.Contains("-h"))
        {
            return false;
        }

        Console.WriteLine(text);
        return true;
    }
}
