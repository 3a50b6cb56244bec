using Simulator.Catalog;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;

namespace Simulator.Reporting.Html;

/// <summary>Every input: what it is taken to be, how it was written, and where it comes from.</summary>
internal static class InputsSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var inputs = content.Result.Inputs;
        var uncertain = inputs.Count(input => input.IsUncertain);
        html.Write("p", $"{Figures.Count(inputs.Count)} inputs, {Figures.Count(uncertain)} of them uncertain: median, and in parentheses the 5th and 95th percentile.");
        using (html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Inputs")))
        using (html.Open("table", ("class", "inputs"), ("role", "table")))
        {
            html.Write("caption", "Inputs");
            using (html.Open("thead", ("role", "rowgroup")))
            using (html.Open("tr", ("role", "row")))
            {
                foreach (var header in new[] { "Input", "Value", "As written", "From" })
                {
                    html.Write("th", header, ("scope", "col"), ("role", "columnheader"));
                }
            }

            using var body = html.Open("tbody", ("role", "rowgroup"));
            foreach (var input in inputs)
            {
                WriteRow(html, input);
            }
        }

        if (content.Result.Correlations.Count > 0)
        {
            html.Write("h3", "Rank correlations");
            HtmlTable.Write(html, CorrelationTable.Of(content.Result));
        }
    }

    /// <summary>The sources of the catalogue that inputs cite, in the order of their keys.</summary>
    public static IReadOnlyList<CatalogSource> Cited(SimulationResult result)
    {
        var cited = result.Inputs.SelectMany(input => Keys(InputsTable.KeyOf(input.Source))).Distinct(StringComparer.Ordinal);
        return [.. cited.Order(StringComparer.Ordinal).Select(key => BuiltInCatalog.Sources[key])];
    }

    public static void WriteSources(HtmlWriter html, ReportContent content)
    {
        html.Write("p", "Sources that inputs cite by a key of the catalogue; other sources are given with their inputs.");
        using var list = html.Open("dl", ("class", "sources"));
        foreach (var source in Cited(content.Result))
        {
            html.Write("dt", source.Key, ("id", "source-" + source.Key));
            html.Write("dd", source.Citation);
        }
    }

    private static void WriteRow(HtmlWriter html, InputSummary input)
    {
        // A narrow screen stacks the cells; screen readers then need the roles of a table, which it no longer is for them.
        using var row = html.Open("tr", ("role", "row"));
        using (html.Open("th", ("scope", "row"), ("role", "rowheader")))
        {
            html.Name(input.Path);
        }

        html.Write("td", Typeset.Units(Value(input)), ("class", "value"), ("role", "cell"));
        using (html.Open("td", ("role", "cell")))
        {
            html.Write("code", input.Distribution);
            if (input.TruncatedMass > 0)
            {
                html.Write("span", $"{Figures.Percent(input.TruncatedMass)} lay outside the bounds and was cut off", ("class", "detail"));
            }
        }

        using var origin = html.Open("td", ("role", "cell"));
        html.Text(input.Origin);
        if (InputsTable.KeyOf(input.Source) is { Length: > 0 } source)
        {
            html.Text(": ");
            WriteSource(html, source);
        }

        if (!string.IsNullOrEmpty(input.Note))
        {
            html.Write("span", input.Note, ("class", "detail"));
        }
    }

    // A key of the catalogue becomes a link to its entry below; several keys stand side by side.
    private static void WriteSource(HtmlWriter html, string source)
    {
        var keys = Keys(source);
        if (keys.Count == 0)
        {
            WriteText(html, source);
        }

        for (var i = 0; i < keys.Count; i++)
        {
            html.Text(i == 0 ? "" : ", ");
            html.Write("a", keys[i], ("href", "#source-" + keys[i]));
        }
    }

    // Only what a reader opens as a page: no script, no file, no data. The page learns nothing of the report.
    private static void WriteText(HtmlWriter html, string source)
    {
        var isPage = Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.UserInfo.Length == 0
            && source.All(character => character is > ' ' and < (char)0x7F);
        if (isPage)
        {
            html.Write("a", source, ("href", address!.AbsoluteUri), ("rel", "noopener noreferrer nofollow"));
        }
        else
        {
            html.Text(source);
        }
    }

    private static IReadOnlyList<string> Keys(string source)
    {
        var names = source.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.All(BuiltInCatalog.Sources.ContainsKey) ? names : [];
    }

    private static string Value(InputSummary input)
    {
        var cells = InputsTable.Row(input);
        var (low, median, high, unit) = (cells[1], cells[2], cells[4], cells[5]);
        return (low.Length > 0 ? $"{median} ({low} to {high}) {unit}" : $"{median} {unit}").TrimEnd();
    }
}
