using Simulator.Charts.Fonts;
using Simulator.Charts.Style;

namespace Simulator.Charts.Kinds;

/// <summary>The name of a row beside it: in one line where it fits, else in two.</summary>
internal static class RowName
{
    private const int MostLines = 2;

    /// <summary>Writes a name, centred on a height.</summary>
    /// <param name="ink">Writes.</param>
    /// <param name="name">The name.</param>
    /// <param name="left">Where it begins. [px]</param>
    /// <param name="middle">Height of its middle. [px]</param>
    /// <param name="width">Room for it. [px]</param>
    /// <param name="lines">Lines that there is room for.</param>
    /// <param name="marks">Numbers of footnotes behind the name: they stay where the name is cut off.</param>
    public static void Write(Ink ink, string name, double left, double middle, double width, int lines = MostLines, string marks = "")
    {
        var set = ink.Style.Label;
        var broken = Broken(set, name + marks, width, lines);
        if (marks.Length > 0 && set.Width(broken[^1]) > width)
        {
            broken[^1] = set.Shorten(broken[^1][..^marks.Length].TrimEnd(), width - set.Width(marks)) + marks;
        }

        var height = ink.Style.Px(27);
        for (var i = 0; i < broken.Count; i++)
        {
            ink.WriteAt(set.Shorten(broken[i], width), set, left, middle + ((i - ((broken.Count - 1) / 2.0)) * height), ink.Theme.Ink);
        }
    }

    /// <summary>Width that names need, each in as many lines as there is room for. [px]</summary>
    public static double Width(TextStyle set, IEnumerable<string> names, double most, int lines = MostLines) => Math.Min(
        most, names.Max(name => set.Width(name) <= most ? set.Width(name) : Broken(set, name, most, lines).Max(set.Width)));

    private static List<string> Broken(TextStyle set, string name, double width, int lines)
    {
        var broken = set.Wrap(name, width).ToList();
        return broken.Count <= lines ? broken : [.. broken.Take(lines - 1), string.Join(' ', broken.Skip(lines - 1))];
    }
}
