using System.Text;
using Simulator.Catalog;

namespace Simulator.Scenarios.Format;

/// <summary>A scenario to start from: it runs as it is, and its comments list what else can be stated.</summary>
/// <remarks>Keys, examples and meanings come from the tables that the reader checks with.</remarks>
/// <param name="name">Name of the scenario.</param>
/// <param name="accelerator">What it trains on.</param>
/// <param name="location">Where, as the catalogue or a code names it; null to leave it open.</param>
internal sealed class StarterScenario(string name, CatalogEntry accelerator, string? location)
{
    private const string Own = "example: write yours";
    private const string Assumed = "assumed: write what you know";

    // Where comments begin: beyond most keys with their examples.
    private const int CommentColumn = 44;
    private readonly StringBuilder _text = new();

    /// <summary>The file, in YAML.</summary>
    /// <param name="file">What the file will be called; null where it is printed.</param>
    public string Write(string? file)
    {
        _text.Clear();
        var path = OneLine(file ?? "my.yaml");
        Line("# Written by 'simulator new'. It runs as it is, with examples in place of your figures.");
        foreach (var (command, what) in new[]
        {
            ($"simulator check {path}", "shows each input and where it comes from"), ($"simulator run {path}", "prints the results"), ("simulator explain KEY", "explains a key, e.g. training.utilization"),
        })
        {
            Line($"#   {command}".PadRight(CommentColumn) + what);
        }

        Line("# A quantity is a number, an interval or a distribution: 700 W, 60 to 90 USD/MWh, pert(0.6, 0.85, 1).");
        Line("# Keys after a # are left out: remove the # to state them.");
        Line();
        Line($"name: {Quoted(name)}");
        Line("#description: What the scenario is about.");
        Section(ScenarioFormat.Hardware, "  ", ("accelerator", accelerator.Id, accelerator.Name), ("overhead", Keys.OverheadFactor.Example, Assumed));
        Section(ScenarioFormat.Facility, "  ", ("pue", Keys.Pue.Example, Assumed));
        Section(ScenarioFormat.Grid, "  ", location is null ? [] : [("location", Quoted(location), "simulator list locations")]);
        Line();
        Line("training:");
        Entry("  - ", "phase", "training", "", isStated: true);
        Keyed(ScenarioFormat.Phase, "    ", ("accelerators", "8", Own), ("duration", "10 days", Own), ("utilization", Keys.Utilization.Example, Assumed), ("phase", "", ""));
        Section(ScenarioFormat.Failures, "  ");
        Section(ScenarioFormat.Serving, "  ");
        Section(ScenarioFormat.Simulation, "  ");
        Line();
        Line("#limits:".PadRight(CommentColumn) + "# What the outputs must keep; the exit code is 3 if they do not.");
        Line("  #- p95 emissions < 100 t");
        Line("  #- P(cost > 1M USD) < 5%");
        return _text.ToString();
    }

    /// <summary>A section with what is stated in it; all of it is a comment where nothing is.</summary>
    private void Section(FormatSection section, string indent, params IReadOnlyList<(string Key, string Value, string Comment)> stated)
    {
        var comment = stated.Count == 0 ? "#" : "";
        Line();
        Line($"{comment}{section.Name}:".PadRight(CommentColumn) + $"# {ScenarioFormat.Root.Find(section.Name)!.Summary}");
        Keyed(section, indent, stated);
    }

    private void Keyed(FormatSection section, string indent, params IReadOnlyList<(string Key, string Value, string Comment)> stated)
    {
        foreach (var (key, value, comment) in stated.Where(line => line.Value.Length > 0))
        {
            Entry(indent, key, value, comment, isStated: true);
        }

        foreach (var key in section.Keys.Where(key => key.Example.Length > 0 && stated.All(line => line.Key != key.Name)))
        {
            Entry(indent, key.Name, key.Example, Meaning(key), isStated: false);
        }
    }

    private string Meaning(FormatKey key) => accelerator.Figures.GetValueOrDefault(key.Spec?.Section == "hardware" ? key.Name : "")?.Text is { } text
        ? $"{key.Meaning} The catalogue has {text}."
        : key.Meaning;

    private void Entry(string indent, string key, string value, string comment, bool isStated)
    {
        var line = isStated ? $"{indent}{key}: {value}" : $"{indent}#{key}: {value}";
        Line(comment.Length == 0 ? line : $"{line.PadRight(CommentColumn - 1)} # {comment}");
    }

    private void Line(string line = "") => _text.Append(line).Append('\n');

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));

    private static string Quoted(string text) =>
        $"\"{string.Concat(text.Select(character => char.IsControl(character) ? " " : character is '"' or '\\' ? $"\\{character}" : character.ToString()))}\"";
}
