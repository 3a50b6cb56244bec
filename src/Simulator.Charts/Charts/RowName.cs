namespace Simulator.Charts;

/// <summary>The name of a row beside it: in one line where it fits, else in two.</summary>
internal static class RowName
{
    private const int MostLines = 2;

    /// <summary>Writes a name, centred on a height.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="name">The name.</param>
    /// <param name="left">Where it begins. [px]</param>
    /// <param name="middle">Height of its middle. [px]</param>
    /// <param name="width">Room for it. [px]</param>
    /// <param name="lines">Lines that there is room for.</param>
    public static void Write(Sheet sheet, string name, double left, double middle, double width, int lines = MostLines)
    {
        var broken = sheet.Label.Wrap(name, width).ToList();
        if (broken.Count > lines)
        {
            broken = [.. broken.Take(lines - 1), string.Join(' ', broken.Skip(lines - 1))];
        }

        var height = sheet.Px(27);
        for (var i = 0; i < broken.Count; i++)
        {
            sheet.WriteAt(sheet.Label.Shorten(broken[i], width), sheet.Label, left, middle + ((i - ((broken.Count - 1) / 2.0)) * height), sheet.Theme.Ink);
        }
    }
}
