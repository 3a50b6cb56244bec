using ScottPlot;
using Simulator.Charts.Drawing;
using Simulator.Charts.Fonts;
using Simulator.Charts.Style;

namespace Simulator.Charts.Sheets;

/// <summary>The lines above and below a chart. What is emptied takes no room.</summary>
public sealed class ChartHeading
{
    /// <summary>More lines than these would take the room of the chart.</summary>
    private const int MostTitle = 3, MostContext = 2, MostSentence = 4, MostNotes = 4;

    /// <summary>What is shown.</summary>
    public string Title { get; set; } = "";

    /// <summary>Of what: written behind the title, paler.</summary>
    public string Context { get; set; } = "";

    /// <summary>What it says.</summary>
    public string Sentence { get; set; } = "";

    /// <summary>What is needed to read it, below the chart.</summary>
    public string Note { get; set; } = "";

    /// <summary>Lines of the note at most.</summary>
    internal int MostNote { get; init; } = MostNotes;

    /// <summary>Room that the lines take beyond one line each of title, sentence and note. [px]</summary>
    internal double Excess(ChartStyle style, double width)
    {
        // High enough for all lines, whatever is left between them.
        var frame = new PixelRect(0, (float)width, style.Px(2000), 0);
        return frame.Height - Rest(style, frame).Height - style.Px(139);
    }

    /// <summary>What is left of a frame. [px]</summary>
    internal PixelRect Rest(ChartStyle style, PixelRect frame)
    {
        var top = Above(style, frame) is { Count: > 0 } lines ? lines[^1].Baseline + style.Px(26) : frame.Top;
        var notes = Below(style, frame);
        return frame.Rows(top, notes.Count > 0 ? frame.Bottom - (style.Px(27) * notes.Count) - style.Px(14) : frame.Bottom);
    }

    /// <summary>Writes the lines.</summary>
    internal void Draw(Ink ink, PixelRect frame)
    {
        foreach (var (text, set, left, baseline, isMuted) in Above(ink.Style, frame).Concat(Below(ink.Style, frame)))
        {
            ink.Write(text, set, left, baseline, isMuted ? ink.Theme.Muted : ink.Theme.Ink);
        }
    }

    private List<Line> Above(ChartStyle style, PixelRect frame)
    {
        var lines = new List<Line>();
        if (!style.HasHeading)
        {
            return lines;
        }

        var baseline = frame.Top + style.Px(30);
        var width = 0f;
        foreach (var (line, i) in Title.Length > 0 ? style.Title.Wrap(Title, frame.Width, MostTitle).Select((line, i) => (line, i)) : [])
        {
            baseline += i > 0 ? style.Px(44) : 0;
            lines.Add(new(line, style.Title, frame.Left, baseline, IsMuted: false));
            width = style.Title.Width(line) + style.Px(16);
        }

        if (Context.Length > 0 && style.Lead.Width(Context) <= frame.Width - width)
        {
            lines.Add(new(Context, style.Lead, frame.Left + width, baseline, IsMuted: true));
        }
        else if (Context.Length > 0)
        {
            baseline += Add(Context, MostContext, isMuted: true);
        }

        baseline += lines.Count > 0 ? style.Px(6) : -style.Px(36);
        _ = Sentence.Length > 0 ? Add(Sentence, MostSentence, isMuted: false) : 0;
        return lines;

        float Add(string text, int most, bool isMuted)
        {
            var at = baseline;
            foreach (var line in style.Lead.Wrap(text, frame.Width, most))
            {
                at += style.Px(36);
                lines.Add(new(line, style.Lead, frame.Left, at, isMuted));
            }

            return at - baseline;
        }
    }

    private List<Line> Below(ChartStyle style, PixelRect frame)
    {
        var notes = Note.Length > 0 ? style.Note.Wrap(Note, frame.Width, MostNote) : [];
        return [.. notes.Select((note, i) => new Line(note, style.Note, frame.Left, frame.Bottom - (style.Px(27) * (notes.Count - 1 - i)) - style.Px(4), IsMuted: true))];
    }

    private readonly record struct Line(string Text, TextStyle Set, float Left, float Baseline, bool IsMuted);
}
