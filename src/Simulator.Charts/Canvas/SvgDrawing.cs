using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using Simulator.Charts.Fonts;

namespace Simulator.Charts.Canvas;

/// <summary>Draws as SVG 1.1.</summary>
/// <remarks>
/// Text is drawn as outlines, each glyph defined once, so the picture looks the same where Inter is not installed.
/// A title and a description carry its content for screen readers, and every line of text carries its words as a label.
/// </remarks>
internal sealed partial class SvgDrawing(int width, int height, Rgb background, string title, string description) : IDrawing
{
    private readonly StringBuilder _body = new();
    private readonly SortedDictionary<string, string> _glyphs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Fill(VectorPath path, Paint paint) => _body.Append(CultureInfo.InvariantCulture,
        $"<path d=\"{Data(path)}\" fill=\"{paint.Color.Hex}\"{Opacity("fill", paint)}/>\n");

    /// <inheritdoc/>
    public void Stroke(VectorPath path, Pen pen)
    {
        var caps = pen.RoundCaps ? " stroke-linecap=\"round\"" : "";
        var dashes = pen.Dash > 0 ? $" stroke-dasharray=\"{Number(pen.Dash)} {Number(pen.Gap)}\"" : "";
        _body.Append(CultureInfo.InvariantCulture,
            $"<path d=\"{Data(path)}\" fill=\"none\" stroke=\"{pen.Paint.Color.Hex}\" stroke-width=\"{Number(pen.Width)}\" ")
            .Append(CultureInfo.InvariantCulture, $"stroke-linejoin=\"round\"{caps}{dashes}{Opacity("stroke", pen.Paint)}/>\n");
    }

    /// <inheritdoc/>
    public void Write(TextRun run, double left, double baseline, Paint paint)
    {
        var scale = run.Scale.ToString("0.######", CultureInfo.InvariantCulture);
        _body.Append(CultureInfo.InvariantCulture,
            $"<g aria-label=\"{SecurityElement.Escape(run.Text)}\" fill=\"{paint.Color.Hex}\"{Opacity("fill", paint)} ")
            .Append(CultureInfo.InvariantCulture, $"transform=\"translate({Number(left)} {Number(baseline)}) scale({scale} -{scale})\">");
        foreach (var (glyph, x) in run.Glyphs)
        {
            var outline = run.Font.Outline(glyph);
            if (outline.Points.Count == 0)
            {
                continue;
            }

            var id = string.Create(CultureInfo.InvariantCulture, $"{run.Font.Name}{glyph}");
            if (!_glyphs.ContainsKey(id))
            {
                _glyphs.Add(id, Data(outline));
            }

            _body.Append(CultureInfo.InvariantCulture, $"<use xlink:href=\"#{id}\" x=\"{x}\"/>");
        }

        _body.Append("</g>\n");
    }

    /// <summary>The elements drawn so far.</summary>
    public string Body => _body.ToString();

    /// <summary>Outlines of the letters used, by identifier.</summary>
    public IReadOnlyDictionary<string, string> Glyphs => _glyphs;

    /// <summary>The drawing as an element of a page that holds the outlines of its letters elsewhere.</summary>
    /// <param name="name">Unique on the page.</param>
    /// <param name="body">The elements to show.</param>
    public string EncodeInline(string name, string body)
    {
        // A picture's parts are not read out one by one, so its words are in the description and need no labels.
        var shapes = Label().Replace(body, "<g").Replace("xlink:href", "href", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"chart-{name}-title chart-{name}-description\">\n")
            + $"<title id=\"chart-{name}-title\">{SecurityElement.Escape(title)}</title>\n"
            + $"<desc id=\"chart-{name}-description\">{SecurityElement.Escape(description)}</desc>\n{shapes}</svg>\n";
    }

    /// <summary>The text of the file.</summary>
    public string Encode()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" ")
            .Append(CultureInfo.InvariantCulture, $"width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" ")
            .Append("role=\"img\" aria-labelledby=\"title description\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title id=\"title\">{SecurityElement.Escape(title)}</title>\n")
            .Append(CultureInfo.InvariantCulture, $"<desc id=\"description\">{SecurityElement.Escape(description)}</desc>\n<defs>\n");
        foreach (var (id, data) in _glyphs)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path id=\"{id}\" d=\"{data}\"/>\n");
        }

        return svg.Append(CultureInfo.InvariantCulture, $"</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{background.Hex}\"/>\n")
            .Append(_body)
            .Append("</svg>\n")
            .ToString();
    }

    private static string Data(VectorPath path)
    {
        var data = new StringBuilder();
        var at = 0;
        foreach (var verb in path.Verbs)
        {
            var (letter, count) = verb switch
            {
                PathVerb.Move => ('M', 1),
                PathVerb.Line => ('L', 1),
                PathVerb.Quad => ('Q', 2),
                PathVerb.Cubic => ('C', 3),
                _ => ('Z', 0),
            };
            data.Append(letter);
            for (var i = 0; i < count; i++, at++)
            {
                data.Append(i == 0 ? "" : " ").Append(Number(path.Points[at].X)).Append(' ').Append(Number(path.Points[at].Y));
            }
        }

        return data.ToString();
    }

    [GeneratedRegex("<g aria-label=\"[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Label();

    private static string Opacity(string what, Paint paint) =>
        paint.Opacity < 1 ? $" {what}-opacity=\"{Number(paint.Opacity)}\"" : "";

    private static string Number(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text is "-0" ? "0" : text;
    }
}
