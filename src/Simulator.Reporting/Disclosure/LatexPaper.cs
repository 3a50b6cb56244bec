using System.Globalization;
using System.Text;
using Simulator.Catalog;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Statistics.Errors;
using Simulator.Studies.Disclosure;

namespace Simulator.Reporting.Disclosure;

/// <summary>A table, a command for each figure, a paragraph of methods and the sources of a paper, in one file that a document inputs.</summary>
internal static class LatexPaper
{
    private const string DefaultPrefix = "sim";

    /// <summary>Writes it.</summary>
    public static WrittenForm Write(Disclosed data, FormChoices choices)
    {
        var prefix = choices.Prefix ?? DefaultPrefix;
        var outputs = data.Result.Outputs.Where(output => !output.IsEquivalent).ToList();
        List<Figure> figures = [.. outputs.Select(output => (output, Unit: FormFigures.Unit(output))).Select(row => new Figure(row.output, row.Unit, FormFigures.Text(row.output, row.Unit)))];
        var sources = Sources(data);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            % {{LatexText.Comment(data.Result.Scenario.Name)}}: written by simulator {{data.Result.Run.Version}}
            % Preamble of the document: \usepackage{booktabs} \usepackage{siunitx} \usepackage{url}

            """);
        Commands(text, prefix, figures);
        Table(text, prefix, data, figures);
        Methods(text, data, sources);
        Bibliography(text, prefix, sources);
        return new WrittenForm(text.Replace("\r\n", "\n").ToString(), [.. data.Result.Notices.Where(notice => notice.StartsWith("Not computed", StringComparison.Ordinal))]);
    }

    private static void Commands(StringBuilder text, string prefix, IReadOnlyList<Figure> figures)
    {
        text.Append("\n% One command for each figure, and for the ends of its interval\n");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var figure in figures)
        {
            var name = LatexText.Command(prefix, figure.Output.Name, taken);
            Command(name, figure.Text.Median);
            if (!figure.Text.IsFixed)
            {
                Command(name + "Low", figure.Text.Low);
                Command(name + "High", figure.Text.High);
            }

            void Command(string command, string number) => text.Append(CultureInfo.InvariantCulture, $"\\newcommand{{\\{command}}}{{{Quantity(number, figure.Unit.Name)}}}\n");
        }
    }

    private static string Quantity(string number, string unit)
    {
        var doubt = number.StartsWith('~') ? "\\ensuremath{\\sim}" : "";
        return doubt + (unit.Length == 0 ? $"\\num{{{LatexText.Number(number)}}}" : $"\\qty{{{LatexText.Number(number)}}}{{{LatexText.Unit(unit)}}}");
    }

    private static void Table(StringBuilder text, string prefix, Disclosed data, IReadOnlyList<Figure> figures)
    {
        var (low, high) = ProbabilityLevel.Ends(figures[0].Output.Interval.Level);
        text.Append(CultureInfo.InvariantCulture, $$"""

            \begin{table}
              \centering
              \caption{{{LatexText.Escape(data.Result.Scenario.Name)}}: median and {{Percent(data.Level())}} interval. What each figure includes is stated in the text.}
              \label{tab:{{prefix}}}
              \begin{tabular}{l S[table-format={{Format(figures.Select(figure => figure.Text.Median))}}] S[table-format={{Format(Ends(text => text.Low))}}] S[table-format={{Format(Ends(text => text.High))}}] l}
                \toprule
                & {Median} & {{{Percent(Figures.Level(low))}}} & {{{Percent(Figures.Level(high))}}} & Unit \\
                \midrule

            """);
        foreach (var figure in figures)
        {
            var ends = figure.Text.IsFixed ? $"\\multicolumn{{2}}{{c}}{{{figure.Text.Interval}}}" : $"{Cell(figure.Text.Low)} & {Cell(figure.Text.High)}";
            var unit = figure.Unit.Name.Length == 0 ? "" : $"\\unit{{{LatexText.Unit(figure.Unit.Name)}}}";
            text.Append(CultureInfo.InvariantCulture, $"    {LatexText.Escape(figure.Output.Label)} & {Cell(figure.Text.Median)} & {ends} & {unit} \\\\\n");
        }

        text.Append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n");

        IEnumerable<string> Ends(Func<IntervalText, string> end) => figures.Where(figure => !figure.Text.IsFixed).Select(figure => end(figure.Text)).DefaultIfEmpty("0");
    }

    private static string Cell(string number) => number.StartsWith('~') ? $"{{{Quantity(number, "")}}}" : LatexText.Number(number);

    // Digits before and behind the point that a column has to make room for.
    private static string Format(IEnumerable<string> numbers)
    {
        var parts = numbers.Where(number => !number.StartsWith('~')).Select(number => LatexText.Number(number).Split('e')[0].Split('.')).DefaultIfEmpty(["0"]).ToList();
        return FormattableString.Invariant($"{parts.Max(part => part[0].Length)}.{parts.Max(part => part.Length > 1 ? part[1].Length : 0)}");
    }

    private static void Methods(StringBuilder text, Disclosed data, IReadOnlyList<(string Key, string Entry)> sources)
    {
        var boundaries = data.Result.Outputs.Where(output => !output.IsEquivalent)
            .Select(output => $"{output.Label} ({output.Boundary})");
        var hardware = data.Hardware() is { } name ? $" Hardware: {name}." : "";
        var place = data.Places() is { Count: > 0 } places ? $" Place: {string.Join("; ", places)}." : "";
        var defaults = data.Result.Inputs.Where(input => input.Origin == "default").Select(input => $"{input.Path} = {input.Distribution}").ToList();
        var taken = defaults.Count > 0 ? $" Defaults: {string.Join(", ", defaults)}." : "";
        text.Append(CultureInfo.InvariantCulture, $$"""

            % Methods
            {{LatexText.Escape(data.Method())}}{{LatexText.Escape(hardware + place)}} Accelerator energy is hours times rated power times utilization, or what a meter read; the IT equipment beside the accelerators multiplies it by an overhead, and the facility by its PUE. Operational emissions are energy, with losses on the way, times the carbon intensity of the grid. The figures include: {{LatexText.Escape(string.Join("; ", boundaries))}}.{{LatexText.Escape(taken)}} {{LatexText.Escape(data.Provenance())}}{{(sources.Count > 0 ? $" Inputs are from \\cite{{{string.Join(",", sources.Select(source => source.Key))}}}." : "")}}

            """);
    }

    private static void Bibliography(StringBuilder text, string prefix, IReadOnlyList<(string Key, string Entry)> sources)
    {
        if (sources.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n% Sources: the document takes them with \\bibliography{{{prefix}-sources}}\n\\begin{{filecontents*}}[overwrite]{{{prefix}-sources.bib}}\n");
        foreach (var (_, entry) in sources)
        {
            text.Append(entry);
        }

        text.Append("\\end{filecontents*}\n");
    }

    // Each source once, in the order of the inputs; what is the author's own judgement has no entry.
    private static List<(string Key, string Entry)> Sources(Disclosed data)
    {
        var named = data.Result.Inputs.Select(input => InputsTable.KeyOf(input.Source)).Where(source => source.Length > 0 && source != "judgement").Distinct(StringComparer.Ordinal);
        var others = 0;
        return [.. named.Select(source => BuiltInCatalog.Sources.TryGetValue(source, out var known)
            ? (known.Key, Entry(known.Key, [("title", known.Title), ("author", known.Authors is { } authors ? $"{{{LatexText.Escape(authors)}}}" : null), ("year", known.Year?.ToString(CultureInfo.InvariantCulture)), ("howpublished", known.Url is { } url ? $"\\url{{{Address(url)}}}" : null), ("note", known.Read is { } read ? $"Read on {read}" : null)]))
            : Stated(FormattableString.Invariant($"source-{++others}"), source))];
    }

    private static (string Key, string Entry) Stated(string key, string source) => (key, Entry(key, [("title", source)]));

    private static string Entry(string key, IReadOnlyList<(string Name, string? Value)> fields)
    {
        var lines = fields.Where(field => field.Value is not null).Select(field => field.Name switch
        {
            "title" => $"  title = {{{{{LatexText.Escape(field.Value!)}}}}}",
            _ => $"  {field.Name} = {{{field.Value}}}",
        });
        return $"@misc{{{key},\n{string.Join(",\n", lines)}\n}}\n";
    }

    // Addresses of the catalogue; what would end the argument or begin a comment is written as a URL writes it.
    private static string Address(string url) => url.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);

    private static string Percent(string level) => level.Replace("%", "\\,\\%", StringComparison.Ordinal);

    private sealed record Figure(OutputSummary Output, DisplayUnit Unit, IntervalText Text);
}
