namespace Simulator.Catalog;

/// <summary>Finds what was probably meant by a misspelt name.</summary>
internal static class Spelling
{
    /// <summary>Edits (insert, delete, replace, swap of neighbours) between two names; case, - and _ do not count.</summary>
    public static int Distance(string a, string b)
    {
        a = Normalize(a);
        b = Normalize(b);
        var beforeLast = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }

    /// <summary>The same, but 0 where a name is the beginning of the other, as of an entry that exists in several sizes: <c>a100-sxm</c> of <c>a100-sxm-80gb</c>.</summary>
    public static int DistanceToBeginning(string name, string known) =>
        name.Length > 1 && Normalize(known).StartsWith(Normalize(name) + "_", StringComparison.Ordinal) ? 0 : Distance(name, known);

    /// <summary>The nearest of the known names, or null if none is near enough to be meant.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        var best = known.MinBy(candidate => Distance(name, candidate));
        return best is not null && Distance(name, best) <= Math.Max(1, name.Length / 3) ? best : null;
    }

    /// <summary>The question whether the nearest of the known names was meant, as an error's hint; null if none is near enough.</summary>
    public static string? Hint(string name, IEnumerable<string> known) => Question(Nearest(name, known));

    /// <summary>The same as a line of its own below a message; empty if no name is near enough.</summary>
    public static string HintLine(string name, IEnumerable<string> known) => HintLine(Nearest(name, known));

    /// <summary>The line for a name that was found in another way; empty for null.</summary>
    public static string HintLine(string? near) => Question(near) is { } question ? $"{Environment.NewLine}  hint: {question}" : "";

    /// <summary>The question whether a name was meant; null for null.</summary>
    public static string? Question(string? near) => near is null ? null : $"did you mean {near}?";

    // Longer than any name we know: comparing would only cost time.
    private const int LongestName = 100;

    private static string Normalize(string name) =>
        name[..Math.Min(name.Length, LongestName)].Replace('-', '_').Replace(' ', '_').ToLowerInvariant();
}
