using System.Globalization;

namespace Simulator.Measurements;

/// <summary>Slurm's short form for names of nodes: <c>gpu[01-03,07],login1</c> stands for gpu01, gpu02, gpu03, gpu07 and login1.</summary>
internal static class HostList
{
    /// <summary>No job has more nodes.</summary>
    public const int MostNodes = 100_000;

    /// <summary>The names; null if the list is not well formed, or longer than any.</summary>
    /// <param name="list">The list, e.g. the cell <c>NodeList</c> of sacct.</param>
    public static IReadOnlyList<string>? Expand(string list)
    {
        var names = new List<string>();
        foreach (var item in Split(list))
        {
            if (item.Length == 0 || Expand(item.AsMemory()) is not { } expanded || names.Count + expanded.Count > MostNodes)
            {
                return null;
            }

            names.AddRange(expanded);
        }

        return names;
    }

    // At commas outside of brackets.
    private static IEnumerable<string> Split(string list)
    {
        var (start, isInside) = (0, false);
        for (var at = 0; at < list.Length; at++)
        {
            isInside = list[at] switch { '[' => true, ']' => false, _ => isInside };
            if (list[at] == ',' && !isInside)
            {
                yield return list[start..at];
                start = at + 1;
            }
        }

        yield return list[start..];
    }

    // A name may have several brackets: rack[1-2]node[1-4] are eight nodes.
    private static List<string>? Expand(ReadOnlyMemory<char> item)
    {
        var names = new List<string> { "" };
        while (item.Length > 0)
        {
            var open = item.Span.IndexOf('[');
            var before = (open < 0 ? item : item[..open]).ToString();
            if (before.Contains(']', StringComparison.Ordinal))
            {
                return null;
            }

            if (open < 0)
            {
                return names.ConvertAll(name => name + before);
            }

            var close = item.Span.IndexOf(']');
            if (close < open || Numbers(item[(open + 1)..close].ToString(), MostNodes / names.Count) is not { } numbers)
            {
                return null;
            }

            names = [.. from name in names from number in numbers select name + before + number];
            item = item[(close + 1)..];
        }

        return names;
    }

    // 01-03,07: as wide as the first number is written.
    private static List<string>? Numbers(string ranges, int most)
    {
        var numbers = new List<string>();
        foreach (var range in ranges.Split(','))
        {
            var ends = range.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var low) || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var high)
                || high < low || numbers.Count + ((long)high - low) >= most)
            {
                return null;
            }

            numbers.AddRange(Enumerable.Range(low, high - low + 1).Select(number => number.ToString(CultureInfo.InvariantCulture).PadLeft(ends[0].Length, '0')));
        }

        return numbers;
    }
}
