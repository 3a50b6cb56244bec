using System.Text;

namespace Simulator.Reporting.Html;

/// <summary>How a report looks: its style sheet, and its colours in both themes.</summary>
internal static class ReportStyle
{
    /// <summary>The colours of the page, by CSS variable: on light ground, on dark ground.</summary>
    public static readonly IReadOnlyList<(string Variable, string Light, string Dark)> Colors =
    [
        ("--paper", "#ffffff", "#14181e"),
        ("--ink", "#1b1f24", "#edf0f3"),
        ("--muted", "#59626c", "#a3adb8"),
        ("--rule", "#d5dae0", "#38414c"),
        ("--band", "#f3f5f8", "#1d232b"),
        ("--link", "#005a9c", "#7cb8ff"),
        ("--holds", "#00663f", "#4fd39f"),
        ("--fails", "#b03a00", "#ff9a66"),
        ("--undecided", "#7a5200", "#f0b030"),
    ];

    private static readonly string Sheet = Read();

    /// <summary>The style sheet.</summary>
    /// <param name="charts">Variables that the charts use.</param>
    /// <remarks>The dark colours apply to screens only, not to paper.</remarks>
    public static string Css(IReadOnlyList<(string Variable, string Light, string Dark)> charts)
    {
        var css = new StringBuilder();
        css.Append(":root{color-scheme:light dark;");
        foreach (var (variable, light, _) in Colors.Concat(charts))
        {
            css.Append(variable).Append(':').Append(light).Append(';');
        }

        css.Append("}\n@media screen and (prefers-color-scheme:dark){:root{");
        foreach (var (variable, _, dark) in Colors.Concat(charts))
        {
            css.Append(variable).Append(':').Append(dark).Append(';');
        }

        return css.Append("}}\n").Append(Sheet).ToString();
    }

    private static string Read()
    {
        using var stream = typeof(ReportStyle).Assembly.GetManifestResourceStream("Simulator.Reporting.report.css")!;
        return new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }
}
