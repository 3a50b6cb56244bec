using System.Globalization;
using Simulator.Presentation;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Tables;
using Simulator.Studies.Comparison;

namespace Simulator.Reporting.Html;

/// <summary>Writes <c>report.html</c> of a comparison: the sheet, its charts, and everything that is needed to judge them.</summary>
internal static class ComparisonPage
{
    /// <summary>Writes the page.</summary>
    public static void Write(ComparisonContent content, TextWriter writer)
    {
        var (comparison, sheet) = (content.Comparison, content.Sheet);
        var page = new HtmlPage($"{Heading(comparison)}: comparison", comparison.Scenarios[0].Run.Version) { Glyphs = content.Glyphs, Colors = content.Colors, Class = "wide" };
        page.Write(writer, html =>
        {
            WriteTop(html, content);
            var published = SheetTable.Published(sheet);
            var matrices = ProbabilityMatrix.Of(comparison);
            var pairs = ComparisonTables.Pairs(comparison, content.Outputs).ToList();
            var notices = ComparisonReport.Notices(comparison);
            var sources = InputsSection.Cited(comparison.Scenarios.SelectMany(scenario => scenario.Inputs));
            HtmlPage.WriteSections(html,
            [
                ("sheet", "Side by side", () => SheetSection.Write(html, sheet)),
                .. Shown(content.Figures.Count > 0, ("charts", "Charts", () => FiguresSection.Write(html, content.Figures))),
                .. Shown(published.Rows.Count > 0, ("published", "Published figures", () => HtmlTable.Write(html, published))),
                .. Shown(matrices.Count > 0, ("probabilities", "Which is less", () => WriteTables(html, matrices))),
                .. Shown(pairs.Count > 0, ("pairs", "Differences and ratios", () => WriteTables(html, pairs))),
                .. Shown(comparison.Inputs.Count > 0, ("shared", "What they share", () => HtmlTable.Write(html, ComparisonTables.Shared(comparison)))),
                ("scenarios", "Scenarios and their inputs", () => WriteModels(html, comparison)),
                .. Shown(notices.Count > 0, ("remarks", "Remarks", () => WriteList(html, notices))),
                .. Shown(sources.Count > 0, ("sources", "Sources", () => InputsSection.WriteSources(html, sources))),
                ("reproduction", "How to reproduce it", () => WriteReproduction(html, content)),
            ]);
        });
    }

    private static string Heading(ComparisonResult comparison) => comparison.Models.Count switch
    {
        <= 4 => Figures.Listed([.. comparison.Models.Select(model => model.Name)]),
        var count => FormattableString.Invariant($"{count} scenarios compared"),
    };

    private static IEnumerable<(string Id, string Title, Action Write)> Shown(bool isShown, (string Id, string Title, Action Write) section) => isShown ? [section] : [];

    private static void WriteTop(HtmlWriter html, ComparisonContent content)
    {
        var run = content.Comparison.Scenarios[0].Run;
        using var header = html.Open("header");
        html.Write("p", "Comparison", ("class", "kicker"));
        html.Write("h1", Heading(content.Comparison));
        html.Write("p", ComparisonTables.Sampling(content.Comparison), ("class", "description"));
        html.Write("p", string.Create(CultureInfo.InvariantCulture, $"seed {run.Seed} · simulator {run.Version}"), ("class", "facts"));
    }

    private static void WriteTables(HtmlWriter html, IReadOnlyList<ReportTable> tables)
    {
        foreach (var table in tables)
        {
            html.Write("h3", table.Title);
            HtmlTable.Write(html, table);
        }
    }

    private static void WriteModels(HtmlWriter html, ComparisonResult comparison)
    {
        foreach (var (model, index) in comparison.Models.Select((model, index) => (model, index)))
        {
            html.Write("h3", $"{ComparisonTables.Letter(index)}  {model.Name}");
            if (model.Scenario.Description.Length > 0)
            {
                html.Write("p", model.Scenario.Description.Trim());
            }

            html.Write("p", model.Scenario.Sha256.Length > 0 ? $"{model.Scenario.File}, SHA-256 {model.Scenario.Sha256}" : model.Scenario.File, ("class", "note hash"));
            if (model.Result is { Inputs: { Count: > 0 } inputs })
            {
                using var details = html.Open("details");
                html.Write("summary", $"{Figures.Count(inputs.Count)} inputs of {model.Name}");
                InputsSection.WriteTable(html, inputs, $"Inputs of {model.Name}");
            }
        }
    }

    private static void WriteList(HtmlWriter html, IReadOnlyList<string> items)
    {
        using var list = html.Open("ul");
        foreach (var item in items)
        {
            html.Write("li", item);
        }
    }

    private static void WriteReproduction(HtmlWriter html, ComparisonContent content)
    {
        if (content.Command.Length > 0)
        {
            using var box = html.Open("pre", ("tabindex", "0"), ("role", "group"), ("aria-label", "Command"));
            html.Write("code", content.Command);
        }

        html.Write("p", "The same version, files and seed give the same figures, on any number of threads and any vector width.");
    }
}

/// <summary>What the page of a comparison is made of.</summary>
/// <param name="Comparison">The comparison.</param>
/// <param name="Sheet">Its sheet.</param>
internal sealed record ComparisonContent(ComparisonResult Comparison, ComparisonSheet Sheet)
{
    /// <summary>The command line as typed; empty if there was none.</summary>
    public string Command { get; init; } = "";

    /// <summary>Names of the outputs to show; null for the usual ones.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>Charts; none where they were not requested.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>Outlines that the charts share: the inside of an SVG <c>defs</c> element.</summary>
    public string Glyphs { get; init; } = "";

    /// <summary>CSS variables that the charts use, with a colour for each theme.</summary>
    public IReadOnlyList<(string Variable, string Light, string Dark)> Colors { get; init; } = [];
}
