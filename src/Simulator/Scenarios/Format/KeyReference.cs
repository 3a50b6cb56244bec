using System.Text;

namespace Simulator.Scenarios.Format;

/// <summary>The scenario format as a page for people: every key with its unit, its default, its meaning and an example.</summary>
/// <remarks>Written from the tables that the reader checks with, as the JSON Schema is.</remarks>
internal static class KeyReference
{
    private const string None = "–";

    /// <summary>The page, in Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder();
        Line("# Keys of a scenario file");
        Line();
        Line("<!-- This page is written by `simulator schema --format markdown`. Change the tables in the source, not the page. -->");
        Line();
        Line("[The scenario format](scenario-format.md) explains how a file is put together and how quantities are written.");
        Line();
        Line("- **Unit**: one of the units that may be used; others of the same kind are converted. A dash means a plain number or a share, such as `0.85` or `85%`.");
        Line("- **Default**: the value used if the key is left out. With a dash there is no default: the figure comes from the catalogue entry that the file names, or the outputs that need it are left out, and the run says so.");
        Line("- An input is named by its path, e.g. `facility.pue` or `training.pre-training.utilization`.");
        foreach (var section in ScenarioFormat.Sections)
        {
            Line();
            Line($"## {Title(section)}");
            Line();
            Line(Introduction(section));
            Line();
            Line("| key | unit | allowed | default | meaning | example |");
            Line("|---|---|---|---|---|---|");
            foreach (var key in section.Keys)
            {
                Line($"| `{key.Name}` | {Unit(key)} | {Allowed(key)} | {Default(key)} | {Cell(key.Summary)} | {Code(key.Example)} |");
            }
        }

        return page.ToString();

        void Line(string text = "") => page.Append(text).Append('\n');
    }

    private static string Title(FormatSection section) => section == ScenarioFormat.Root ? "Top level"
        : section == ScenarioFormat.Phase ? "training"
        : section == ScenarioFormat.Component ? "A component"
        : section == ScenarioFormat.CostLine ? "A line of costs"
        : section.Name;

    private static string Introduction(FormatSection section) => section.Name switch
    {
        "" => "These keys are at the top level of the file, without indentation.",
        "simulation" => "How the samples are drawn. Options of the command line take precedence.",
        "phase" => "`training:` is a list of phases. Each item has these keys. Keys of `hardware`, `facility`, `grid` and `failures` in a phase apply to that phase only.",
        "server" => "Keys of `hardware.server`.",
        "components" => "Keys of `hardware.components`.",
        "component" => "Keys of a component that is written as a mapping, e.g. `cpu: {power: 12%, cost: 8%}`.",
        "cost_line" => "`costs.lines:` is a list. Each item has these keys: see [costs](costs.md).",
        "correlations" => "`correlations:` is a list. Each item has these keys.",
        "published" => "`published:` is a list. Each item has these keys.",
        var name => ScenarioFormat.Root.Find(name)?.Summary ?? throw new InvalidOperationException($"The section {name} has no introduction."),
    };

    private static string Unit(FormatKey key) => Code(KeyWords.Unit(key));

    private static string Allowed(FormatKey key) => KeyWords.Allowed(key, Code, (words, address) => $"[{words}]({address})");

    private static string Default(FormatKey key) => key.IsRequired ? "required" : Code(key.Default);

    private static string Code(string text) => text.Length == 0 ? None : $"`{Cell(text)}`";

    // A bar ends a cell of a table, even within code.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
