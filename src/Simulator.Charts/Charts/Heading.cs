using Simulator.Charts.Canvas;

namespace Simulator.Charts;

/// <summary>The lines above and below every chart.</summary>
internal static class Heading
{
    /// <summary>Writes title and sentence at the top and a note at the bottom.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="frame">The frame of the chart.</param>
    /// <param name="title">What is shown.</param>
    /// <param name="context">Of what: written behind the title, paler.</param>
    /// <param name="sentence">What it says.</param>
    /// <param name="note">What has to be known to read it; may be empty.</param>
    /// <returns>What is left of the frame.</returns>
    public static Box Draw(Sheet sheet, Box frame, string title, string context, string sentence, string note)
    {
        var y = sheet.HasHeading ? WriteTop(sheet, frame, title, context, sentence) : frame.Top;
        var bottom = frame.Bottom;
        if (note.Length > 0)
        {
            var lines = sheet.Note.Wrap(note, frame.Width);
            bottom -= sheet.Px(27) * lines.Count;
            for (var i = 0; i < lines.Count; i++)
            {
                sheet.Write(lines[i], sheet.Note, frame.Left, bottom + (sheet.Px(27) * (i + 1)) - sheet.Px(4), sheet.Theme.Muted);
            }

            bottom -= sheet.Px(14);
        }

        return frame with { Top = y, Bottom = bottom };
    }

    private static double WriteTop(Sheet sheet, Box frame, string title, string context, string sentence)
    {
        var y = frame.Top + sheet.Px(30);
        var shortTitle = sheet.Title.Shorten(title, frame.Width);
        var width = sheet.Write(shortTitle, sheet.Title, frame.Left, y, sheet.Theme.Ink);
        var left = frame.Left + width + sheet.Px(16);
        if (context.Length > 0 && frame.Right - left > sheet.Px(60))
        {
            sheet.Write(sheet.Lead.Shorten(context, frame.Right - left), sheet.Lead, left, y, sheet.Theme.Muted);
        }

        y += sheet.Px(6);
        foreach (var line in sheet.Lead.Wrap(sentence, frame.Width))
        {
            y += sheet.Px(36);
            sheet.Write(line, sheet.Lead, frame.Left, y, sheet.Theme.Ink);
        }

        return y + sheet.Px(26);
    }
}
