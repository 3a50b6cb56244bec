using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Html;

/// <summary>Limits and whether they hold.</summary>
internal static class LimitsSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var limits = content.Result.Limits;
        if (limits.Count == 0)
        {
            using var paragraph = html.Open("p");
            html.Text("No limits were set. A scenario states them under ");
            html.Write("code", "limits:");
            html.Text(", a command line with ");
            html.Write("code", "--limit \"p95 emissions < 12 kt\"");
            html.Text(".");
            return;
        }

        using (html.Open("ul", ("class", "limits")))
        {
            foreach (var limit in limits)
            {
                using var item = html.Open("li");
                html.Write("strong", Capitalized(LimitsTable.Words(limit.Verdict)), ("class", ClassOf(limit.Verdict)));
                html.Text(": ");
                html.Write("code", limit.Limit);
                using var parts = html.Open("ul");
                foreach (var part in limit.Parts)
                {
                    html.Write("li", Sentence(part, limit.Parts.Count > 1));
                }
            }
        }

        HtmlTable.WriteNotes(html, LimitsTable.Of(content.Result));
    }

    /// <summary>The class that colours a verdict.</summary>
    public static string ClassOf(LimitVerdict verdict) => verdict switch
    {
        LimitVerdict.Holds => "holds",
        LimitVerdict.Fails => "fails",
        _ => "undecided",
    };

    private static string Sentence(LimitPartOutcome part, bool isNamed)
    {
        var name = isNamed ? $"{part.Text}: {LimitsTable.Words(part.Verdict)}; found " : "Found ";
        var error = LimitsTable.PlusMinus(part) is { Length: > 0 } width ? $"{width}{(part.SamplesNeeded > 0 ? "" : " (95% Monte Carlo error)")}" : "";
        var exceeding = part.IsProbability ? "" : $"; probability of exceeding the limit: {LimitsTable.Exceeding(part)}";
        return $"{name}{Typeset.Units(LimitsTable.Found(part) + error)}{exceeding}.";
    }

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
