using Simulator.Scenarios.Resolution;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Reading;

/// <summary>Reads scenario files; the entry point of this folder.</summary>
/// <example>
/// <code>
/// var scenario = ScenarioReader.Read("scenarios/gpt-3.yaml");
/// var dearer = ScenarioReader.Read("scenarios/gpt-3.yaml", [new("grid.electricity_price", "200 USD/MWh")]);
/// try
/// {
///     ScenarioReader.Read("name: Mine\nhardwear: {tdp: 700 W}", "mine.yaml");
/// }
/// catch (ScenarioException mistakes)
/// {
///     Console.WriteLine($"{mistakes.Errors.Count} mistakes, the first: {mistakes.Errors[0].Path}");  // 2 mistakes, the first: training
/// }
/// </code>
/// </example>
public static class ScenarioReader
{
    /// <summary>Reads, checks and resolves a file.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file.</param>
    /// <exception cref="ScenarioException">It cannot be run, or names a file outside its folder; holds every error found.</exception>
    public static Scenario Read(string path) => Read(path, SourceFiles.OnDisk);

    /// <summary>Reads, checks and resolves a file that may name other files in any folder, e.g. data that several scenarios share.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file, from a source that may read what this process may read.</param>
    /// <exception cref="ScenarioException">It cannot be run; holds every error found.</exception>
    public static Scenario ReadWithOutsideFiles(string path) => Read(path, SourceFiles.Anywhere);

    /// <summary>Reads, checks and resolves a file.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file.</param>
    /// <param name="files">Where to find it, what it extends, and its data.</param>
    /// <exception cref="ScenarioException">It cannot be run; holds every error found.</exception>
    internal static Scenario Read(string path, SourceFiles files)
    {
        var (findings, named) = (new Findings(), files.NamedIn(path));
        return Build(ScenarioDocument.Load(path, named, findings), path, named, findings);
    }

    /// <summary>The currency of a file's costs, for messages about a command line that names the file; null if it cannot be read.</summary>
    internal static string? CurrencyOf(string path) =>
        ScenarioDocument.Load(path, SourceFiles.OnDisk.NamedIn(path), new Findings()) is { } document ? CostReader.CurrencyOf(document.Root) : null;

    /// <summary>Reads, checks and resolves a text, e.g. from standard input.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="fileName">Name for messages; its folder is where relative paths start.</param>
    /// <exception cref="ScenarioException">It cannot be run; holds every error found.</exception>
    public static Scenario Read(string text, string fileName) => Read(text, fileName, SourceFiles.OnDisk);

    /// <summary>Reads, checks and resolves a text, e.g. from standard input.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="fileName">Name for messages; its folder is where relative paths start.</param>
    /// <param name="files">Where to find what it extends, and its data.</param>
    /// <exception cref="ScenarioException">It cannot be run; holds every error found.</exception>
    internal static Scenario Read(string text, string fileName, SourceFiles files)
    {
        var (findings, named) = (new Findings(), files.NamedIn(fileName));
        return Build(ScenarioDocument.Parse(text, fileName, named, findings), fileName, named, findings);
    }

    /// <summary>Reads a file that may state nothing but published figures: see <see cref="Scenario.IsTotalOnly"/>.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file.</param>
    /// <param name="files">Where to find it, what it extends, and its data.</param>
    /// <exception cref="ScenarioException">It cannot be read; holds every error found.</exception>
    internal static Scenario ReadOrTotal(string path, SourceFiles files)
    {
        var (findings, named) = (new Findings(), files.NamedIn(path));
        return Build(ScenarioDocument.Load(path, named, findings), path, named, findings, allowsTotal: true);
    }

    /// <summary>Reads a text that may state nothing but published figures: see <see cref="Scenario.IsTotalOnly"/>.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="fileName">Name for messages; its folder is where relative paths start.</param>
    /// <param name="files">Where to find what it extends, and its data.</param>
    /// <exception cref="ScenarioException">It cannot be read; holds every error found.</exception>
    internal static Scenario ReadOrTotal(string text, string fileName, SourceFiles files)
    {
        var (findings, named) = (new Findings(), files.NamedIn(fileName));
        return Build(ScenarioDocument.Parse(text, fileName, named, findings), fileName, named, findings, allowsTotal: true);
    }

    /// <summary>Reads a file with some of its values replaced, as if it had been written so.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file.</param>
    /// <param name="overrides">Paths of keys, e.g. <c>facility.pue</c> or <c>grid.location</c>, and what to read there; later ones lie over earlier ones.</param>
    /// <exception cref="ScenarioException">It cannot be run, or a path is not that of a key; holds every error found.</exception>
    public static Scenario Read(string path, IEnumerable<KeyValuePair<string, string>> overrides)
    {
        var (findings, named) = (new Findings(), SourceFiles.OnDisk.NamedIn(path));
        return Build(Replace(ScenarioDocument.Load(path, named, findings), overrides, path, findings), path, named, findings);
    }

    /// <summary>Reads a text with some of its values replaced, as if it had been written so.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="fileName">Name for messages; its folder is where relative paths start.</param>
    /// <param name="overrides">Paths of keys and what to read there.</param>
    /// <exception cref="ScenarioException">It cannot be run, or a path is not that of a key; holds every error found.</exception>
    public static Scenario Read(string text, string fileName, IEnumerable<KeyValuePair<string, string>> overrides)
    {
        var (findings, named) = (new Findings(), SourceFiles.OnDisk.NamedIn(fileName));
        return Build(Replace(ScenarioDocument.Parse(text, fileName, named, findings), overrides, fileName, findings), fileName, named, findings);
    }

    internal static ScenarioDocument? Replace(
        ScenarioDocument? document, IEnumerable<KeyValuePair<string, string>> overrides, string file, Findings findings)
    {
        foreach (var (path, text) in document is null ? [] : overrides)
        {
            document = document! with { Root = Overrides.Apply(document.Root, path, text, file, findings) };
        }

        return document;
    }

    internal static Scenario Build(ScenarioDocument? document, string file, SourceFiles files, Findings findings, bool allowsTotal = false)
    {
        var scenario = document is null ? null : new ScenarioBuilder(document, files, findings).Build(file);
        if (!findings.HasErrors && !allowsTotal && scenario is { IsTotalOnly: true })
        {
            findings.Error(
                document!.Root.Position, "training", "published figures without inputs, so that nothing can be computed",
                "training: or serving:", "'simulator compare' shows published figures beside the results of other files");
        }

        findings.ThrowOnErrors();
        return scenario!;
    }
}
