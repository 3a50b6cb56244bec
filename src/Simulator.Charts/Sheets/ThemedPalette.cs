using System.Globalization;
using System.Text.RegularExpressions;

namespace Simulator.Charts.Sheets;

/// <summary>Replaces the colours of a drawing by CSS variables that have a value for each theme.</summary>
/// <remarks>A chart draws the same shapes in the same order in every theme, so the two drawings differ in their colours alone.</remarks>
internal sealed partial class ThemedPalette
{
    private readonly Dictionary<(string Light, string Dark), ThemedColor> _colors = [];

    /// <summary>The colours met so far, in the order of their numbers.</summary>
    public IReadOnlyList<ThemedColor> Colors => [.. _colors.Values];

    /// <summary>The drawing with a variable in place of every colour.</summary>
    /// <param name="light">Its elements, drawn in the light theme.</param>
    /// <param name="dark">The same elements in the dark theme.</param>
    public string Merge(string light, string dark)
    {
        var others = Color().Matches(dark);
        var at = 0;
        return Color().Replace(light, match =>
        {
            var pair = (match.Groups["color"].Value, others[at++].Groups["color"].Value);
            if (!_colors.TryGetValue(pair, out var color))
            {
                color = new ThemedColor(string.Create(CultureInfo.InvariantCulture, $"--chart-{_colors.Count + 1}"), pair.Item1, pair.Item2);
                _colors.Add(pair, color);
            }

            return $"{match.Groups["what"].Value}=\"var({color.Variable})\"";
        });
    }

    // Quotes inside labels are escaped, so nothing but an attribute can match.
    [GeneratedRegex("(?<what>fill|stroke|stop-color)=\"(?<color>#[0-9a-f]{6})\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Color();
}
