namespace Simulator.Charts.Kinds;

/// <summary>Names of scenarios that a chart has room for and that can be told apart: of long ones, what all begin or end with is left out.</summary>
internal static class NamesApart
{
    // Names up to this length stay as they are, and so does what is common to all if it is shorter than that. [characters]
    private const int Comfortable = 40, LeastCommon = 12;

    /// <summary>The names as a chart has them.</summary>
    /// <param name="scenarios">Names of the scenarios.</param>
    /// <returns>The names in the same order; and what is left out of them all, for the heading, or an empty text.</returns>
    public static (IReadOnlyList<string> Names, string Common) Of(IReadOnlyList<string> scenarios)
    {
        var words = scenarios.Select(scenario => InputName.Changed(scenario).Split(' ')).ToList();
        if (words.TrueForAll(name => Length(name) <= Comfortable) || scenarios.Distinct(StringComparer.Ordinal).Count() < 2)
        {
            return ([.. scenarios.Select(InputName.InVariation)], "");
        }

        // Every name keeps one word of its own.
        var most = words.Min(name => name.Length) - 1;
        var first = words[0];
        var before = Enumerable.Range(0, most).TakeWhile(i => words.TrueForAll(name => name[i] == first[i])).Count();

        // The last word in common stays: it says of what a number behind it is.
        before = Length(first[..before]) < LeastCommon ? 0 : before - 1;
        var after = Enumerable.Range(1, most - before).TakeWhile(i => words.TrueForAll(name => name[^i] == first[^i])).Count();
        after = Length(first[^after..]) < LeastCommon ? 0 : after;
        var names = words.Select(name => InputName.Short($"{(before > 0 ? "… " : "")}{string.Join(' ', name[before..^after])}{(after > 0 ? " …" : "")}")).ToList();
        var common = string.Join(" … ", new[] { string.Join(' ', first[..before]), string.Join(' ', first[^after..]) }.Where(part => part.Length > 0));

        // Where the middle that is cut out of a very long name is all that tells it from another, its number does.
        return ([.. names.Select((name, i) => names.Count(other => other == name) > 1 ? FormattableString.Invariant($"{name} ({i + 1})") : name)], common);
    }

    private static int Length(string[] words) => words.Sum(word => word.Length + 1) - 1;
}
