using Simulator.Scenarios.Resolution;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Reading;

/// <summary>A scenario file that has been parsed once, to be resolved many times with some of its values replaced.</summary>
public sealed class ScenarioTemplate
{
    private readonly ScenarioDocument _document;

    private ScenarioTemplate(ScenarioDocument document, string file) => (_document, File) = (document, file);

    /// <summary>Path as given by the user.</summary>
    public string File { get; }

    /// <summary>Parses a file and what it extends.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file.</param>
    /// <exception cref="ScenarioException">It cannot be parsed; holds every error found.</exception>
    public static ScenarioTemplate Read(string path)
    {
        var findings = new Findings();
        return Of(ScenarioDocument.Load(path, SourceFiles.OnDisk, findings), path, findings);
    }

    /// <summary>Parses a text, e.g. from standard input.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="fileName">Name for messages; its folder is where relative paths start.</param>
    /// <exception cref="ScenarioException">It cannot be parsed; holds every error found.</exception>
    public static ScenarioTemplate Read(string text, string fileName)
    {
        var findings = new Findings();
        return Of(ScenarioDocument.Parse(text, fileName, SourceFiles.OnDisk, findings), fileName, findings);
    }

    /// <summary>The scenario with some values replaced, as if the file had been written so.</summary>
    /// <param name="overrides">Paths of keys and what to read there; later ones lie over earlier ones.</param>
    /// <exception cref="ScenarioException">It cannot be run, or a path is not that of a key; holds every error found.</exception>
    public Scenario With(IEnumerable<KeyValuePair<string, string>> overrides)
    {
        var findings = new Findings();
        return ScenarioReader.Build(ScenarioReader.Replace(_document, overrides, File, findings), File, SourceFiles.OnDisk, findings);
    }

    private static ScenarioTemplate Of(ScenarioDocument? document, string file, Findings findings)
    {
        findings.ThrowOnErrors();
        return new ScenarioTemplate(document!, file);
    }
}
