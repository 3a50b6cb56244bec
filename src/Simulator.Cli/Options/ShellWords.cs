namespace Simulator.Cli.Options;

/// <summary>Words as a POSIX shell reads them.</summary>
internal static class ShellWords
{
    /// <summary>One line of words; those with special characters in quotes.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static string Quote(string word) => word.Length > 0 && word.All(IsPlain)
        ? word
        : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static bool IsPlain(char character) => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or '/' or '\\' or ':' or '=' or ',' or '%' or '+' or '@';
}
