using System.Text.RegularExpressions;

namespace Simulator.Benchmarks.Gpu;

/// <summary>Ways through the text of a kernel: what is executed, not what stands between two lines.</summary>
/// <remarks>
/// ILGPU puts what it thinks rare behind everything else, with a branch there and one back. A way goes where something is
/// still counted in the memory of the group, as most values are, and straight on where that leaves a choice.
/// </remarks>
internal sealed partial class PtxPaths
{
    private const string CountsInGroup = "red.add.shared";

    private readonly string[] _lines;
    private readonly Dictionary<string, int> _labels;

    // Where one can be after each line, the next line first.
    private readonly int[][] _next;

    public PtxPaths(string text)
    {
        _lines = [.. text.Split('\n').Select(line => line.Trim())];
        _labels = _lines.Select((line, index) => (line, index)).Where(pair => pair.line.EndsWith(':'))
            .ToDictionary(pair => pair.line.TrimEnd(':'), pair => pair.index, StringComparer.Ordinal);
        _next = [.. _lines.Select((_, index) => After(index))];
    }

    /// <summary>The lines of every loop as one goes once around it, shortest first, and from its beginning rather than from within.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Loops() =>
    [
        .. _next.SelectMany((next, line) => next.Where(target => target < line)).Distinct()
            .Select(start => Way(start, [])).OfType<List<int>>().OrderBy(way => way.Count).ThenBy(way => way[0]),
    ];

    /// <summary>Loops that stand as a whole between two lines.</summary>
    public IEnumerable<IReadOnlyList<int>> LoopsBetween(int first, int last) =>
        from line in Enumerable.Range(first, last - first)
        from target in _next[line]
        where target > first && target < line
        select Enumerable.Range(target, line - target + 1).ToArray();

    /// <summary>Whether a way counts in the memory of the group.</summary>
    public bool Counts(IReadOnlyList<int> way) => CountsOf(way) > 0;

    /// <summary>How many times a way counts in the memory of the group.</summary>
    public int CountsOf(IReadOnlyList<int> way) => way.Count(line => _lines[line].StartsWith(CountsInGroup, StringComparison.Ordinal));

    /// <summary>What is executed besides a way where a coefficient is not a number, in the order of the way.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Detours(IReadOnlyList<int> way)
    {
        var own = way.ToHashSet();
        return [.. way.Where(IsTest).Select(line => _next[line].Single(target => !own.Contains(target))).Select(start => Way(start, own)!)];
    }

    /// <summary>Instructions of a way. Moves between registers cost nothing, nor do branches that are always taken.</summary>
    public int Instructions(IReadOnlyList<int> way) => way.Select(line => _lines[line]).Count(line =>
        line.EndsWith(';') && !line.StartsWith("mov", StringComparison.Ordinal) && !line.StartsWith("bra", StringComparison.Ordinal));

    // From a line until it comes back to the start, or to lines that are given; null if it never does.
    private List<int>? Way(int start, HashSet<int> end)
    {
        var (way, seen) = (new List<int>(), new HashSet<int>());
        var line = start;
        for (var step = 0; step < 2 * _lines.Length && _next[line].Length > 0; step++)
        {
            if (seen.Add(line))
            {
                way.Add(line);
            }

            var fresh = _next[line].Where(target => !seen.Contains(target)).ToArray();
            line = fresh.Length == 0 ? _next[line].Contains(start) ? start : _next[line][0]
                : fresh.Length == 1 ? fresh[0]
                : fresh.FirstOrDefault(EntersCounters, fresh.FirstOrDefault(target => Reaches(target, seen), fresh[0]));
            if (line == start || end.Contains(line))
            {
                return way;
            }
        }

        return null;
    }

    private int[] After(int line)
    {
        if (_lines[line].StartsWith("ret", StringComparison.Ordinal) || line + 1 == _lines.Length)
        {
            return [];
        }

        if (Branch().Match(_lines[line]) is not { Success: true } branch)
        {
            return [line + 1];
        }

        // "If not, to the line after next; to somewhere" is a branch to somewhere.
        var target = _labels[branch.Groups["target"].Value];
        return !branch.Groups["predicate"].Success ? [target]
            : Branch().Match(_lines[line + 1]) is { Success: true } other && !other.Groups["predicate"].Success ? [target, _labels[other.Groups["target"].Value]]
            : [line + 1, target];
    }

    private bool EntersCounters(int line) => _lines.Skip(line + 1).TakeWhile(text => !text.EndsWith(':') && !Branch().IsMatch(text))
        .Any(text => text.StartsWith(CountsInGroup, StringComparison.Ordinal));

    private bool Reaches(int start, HashSet<int> seen)
    {
        var (open, found) = (new Stack<int>([start]), new HashSet<int>());
        while (open.TryPop(out var line))
        {
            if (!seen.Contains(line) && found.Add(line))
            {
                if (_lines[line].StartsWith(CountsInGroup, StringComparison.Ordinal))
                {
                    return true;
                }

                Array.ForEach(_next[line], open.Push);
            }
        }

        return false;
    }

    private bool IsTest(int line) => Branch().Match(_lines[line]) is { Success: true } branch && branch.Groups["predicate"].Success
        && _lines[Math.Max(0, line - 4)..line].Any(before => before.StartsWith($"testp.notanumber.f32\t{branch.Groups["predicate"].Value},", StringComparison.Ordinal));

    [GeneratedRegex(@"^(?:@!?(?<predicate>%p\d+)\s+)?bra(?:\.uni)?\s+(?<target>\w+);$", RegexOptions.ExplicitCapture)]
    private static partial Regex Branch();
}
