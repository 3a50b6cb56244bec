using Simulator.Presentation;
using System.Globalization;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using Simulator.Charts.Drawing;

namespace Simulator.Charts.Sheets;

/// <summary>A chart as SVG 1.1: what Skia wrote, with letters that are defined once, labels for screen readers and numbers cut to hundredths.</summary>
/// <remarks>
/// Text is drawn as outlines, so the picture looks the same where Inter is not installed. A title and a description carry its
/// content for screen readers, and every line of text carries its words as a label.
/// </remarks>
internal sealed partial class SvgFile
{
    // The names of HTML 4, which Skia writes for these colours.
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["black"] = "#000000", ["silver"] = "#c0c0c0", ["gray"] = "#808080", ["white"] = "#ffffff", ["maroon"] = "#800000", ["red"] = "#ff0000",
        ["purple"] = "#800080", ["fuchsia"] = "#ff00ff", ["green"] = "#008000", ["lime"] = "#00ff00", ["olive"] = "#808000", ["yellow"] = "#ffff00",
        ["navy"] = "#000080", ["blue"] = "#0000ff", ["teal"] = "#008080", ["aqua"] = "#00ffff",
    };

    private readonly Chart _chart;
    private readonly string _prefix;
    private readonly TextLog _log;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _glyphs = new(StringComparer.Ordinal);

    /// <summary>Draws a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="prefix">Begins the identifiers inside, where several charts share a page.</param>
    public SvgFile(Chart chart, string prefix = "")
    {
        (_chart, _prefix) = (chart, prefix);
        (var svg, _log) = Composer.Svg(chart);
        var body = svg[(svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1)..svg.LastIndexOf("</svg>", StringComparison.Ordinal)];
        Body = Element().Replace(body, Rewritten).Replace("\t", "", StringComparison.Ordinal).Trim('\n') + "\n";
    }

    /// <summary>The elements.</summary>
    public string Body { get; }

    /// <summary>Outlines of the letters used, by identifier.</summary>
    public IReadOnlyDictionary<string, string> Glyphs => _glyphs;

    /// <summary>The text of the file.</summary>
    public static string Of(Chart chart)
    {
        var drawing = new SvgFile(chart);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" ")
            .Append(CultureInfo.InvariantCulture, $"width=\"{chart.Width}\" height=\"{chart.Height}\" viewBox=\"0 0 {chart.Width} {chart.Height}\" ")
            .Append("role=\"img\" aria-labelledby=\"title description\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title id=\"title\">{Escaped(chart.Title)}</title>\n")
            .Append(CultureInfo.InvariantCulture, $"<desc id=\"description\">{Escaped(chart.Sentence)}</desc>\n<defs>\n");
        foreach (var (id, data) in drawing._glyphs)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path id=\"{id}\" d=\"{data}\"/>\n");
        }

        return svg.Append("</defs>\n").Append(drawing.Body).Append("</svg>\n").ToString();
    }

    /// <summary>The drawing as an element of a page that holds the outlines of its letters elsewhere.</summary>
    /// <param name="name">Unique on the page.</param>
    /// <param name="body">The elements to show.</param>
    public string EncodeInline(string name, string body)
    {
        // A picture's parts are not read out one by one, so its words are in the description and need no labels.
        var shapes = Label().Replace(body, "<g").Replace("xlink:href", "href", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {_chart.Width} {_chart.Height}\" role=\"img\" aria-labelledby=\"chart-{name}-title chart-{name}-description\">\n")
            + $"<title id=\"chart-{name}-title\">{Escaped(_chart.Title)}</title>\n"
            + $"<desc id=\"chart-{name}-description\">{Escaped(_chart.Sentence)}</desc>\n{shapes}</svg>\n";
    }

    private string Rewritten(Match element)
    {
        var attributes = element.Groups["attributes"].Value;
        if (Mark().Match(attributes) is { Success: true } mark)
        {
            return Text(_log.Texts[int.Parse(Hex(mark.Groups["number"].Value).AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 1]);
        }

        var rewritten = Attribute().Replace(attributes, attribute =>
        {
            var (name, value) = (attribute.Groups["name"].Value, attribute.Groups["value"].Value);
            return $"{name}=\"{name switch
            {
                "fill" or "stroke" or "stop-color" when !value.StartsWith("url", StringComparison.Ordinal) && value is not "none" => Hex(value),
                "id" => Id(value),
                _ when value.StartsWith("url(#", StringComparison.Ordinal) => $"url(#{Id(value[5..^1])})",
                "xlink:href" when value.StartsWith('#') => "#" + Id(value[1..]),
                _ when !Numbers().IsMatch(value) => value,
                _ => Digits().Replace(value, number => Number(double.Parse(number.ValueSpan, CultureInfo.InvariantCulture))),
            }}\"";
        });
        return $"<{element.Groups["name"].Value} {rewritten}{element.Groups["end"].Value}>";
    }

    /// <summary>Skia counts clips and gradients through the whole process: the same picture would differ from one time to the next.</summary>
    private string Id(string id)
    {
        if (!_ids.TryGetValue(id, out var own))
        {
            own = FormattableString.Invariant($"{_prefix}{id.Split('_')[0]}{_ids.Count + 1}");
            _ids.Add(id, own);
        }

        return own;
    }

    private static string Escaped(string text) => SecurityElement.Escape(Printable.Of(text))!;

    private string Text(PlacedText text)
    {
        var (run, face) = (text.Run, text.Run.Typeface);
        var scale = run.Scale.ToString("0.######", CultureInfo.InvariantCulture);
        var group = new StringBuilder();
        group.Append(CultureInfo.InvariantCulture, $"<g aria-label=\"{Escaped(run.Text)}\" fill=\"{text.Color.Html()}\" ")
            .Append(CultureInfo.InvariantCulture, $"transform=\"translate({Number(text.Left)} {Number(text.Baseline)}) scale({scale})\">");
        foreach (var (glyph, x) in run.Shape.Glyphs)
        {
            var outline = face.OutlineData(glyph);
            if (outline.Length > 0)
            {
                var id = FormattableString.Invariant($"{face.Name}{glyph}");
                _glyphs.TryAdd(id, outline);
                group.Append(CultureInfo.InvariantCulture, $"<use xlink:href=\"#{id}\" x=\"{x}\"/>");
            }
        }

        return group.Append("</g>").ToString();
    }

    private static string Hex(string color) => Named.TryGetValue(color, out var hex) ? hex
        : color.Length == 4 ? $"#{color[1]}{color[1]}{color[2]}{color[2]}{color[3]}{color[3]}".ToLowerInvariant()
        : color.ToLowerInvariant();

    private static string Number(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text is "-0" ? "0" : text;
    }

    [GeneratedRegex("<(?<name>[a-zA-Z]+) (?<attributes>[^>]*?)(?<end>/?)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Element();

    [GeneratedRegex("(?<name>[a-zA-Z0-9:-]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Attribute();

    [GeneratedRegex("fill=\"(?<number>[^\"]*)\" fill-opacity=\"0\\.0039[0-9]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Mark();

    // Numbers alone, or the steps of a path and the maps of a transformation.
    [GeneratedRegex("^[-+0-9.eE, MLHVCSQTAZmlhvcsqtaz]+$|^(matrix|translate|scale|rotate)[(]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Numbers();

    [GeneratedRegex("-?[0-9]+(\\.[0-9]+)?(e-?[0-9]+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Digits();

    [GeneratedRegex("<g aria-label=\"[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Label();
}
