using Simulator.Scenarios.Resolution;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Reading;

/// <summary>A scenario file that has been parsed once, to be resolved many times with some of its values replaced.</summary>
public sealed class ScenarioTemplate
{
    private readonly ScenarioDocument _document;

    private readonly SourceFiles _files;

    private ScenarioTemplate(ScenarioDocument document, string file, SourceFiles files) => (_document, File, _files) = (document, file, files);

    /// <summary>See <see cref="Scenario.DrawsUncut"/>.</summary>
    internal bool DrawsUncut { get; set; }

    /// <summary>Path as given by the user.</summary>
    public string File { get; }

    /// <summary>Parses a file and what it extends.</summary>
    /// <param name="path">Path of a .yaml, .yml or .json file.</param>
    /// <exception cref="ScenarioException">It cannot be parsed; holds every error found.</exception>
    public static ScenarioTemplate Read(string path) => Read(path, SourceFiles.OnDisk);

    /// <summary>Parses a text, e.g. from standard input.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="fileName">Name for messages; its folder is where relative paths start.</param>
    /// <exception cref="ScenarioException">It cannot be parsed; holds every error found.</exception>
    public static ScenarioTemplate Read(string text, string fileName) => Read(text, fileName, SourceFiles.OnDisk);

    /// <summary>Parses a file and what it extends.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="files">Where to find it, what it extends, and its data.</param>
    /// <exception cref="ScenarioException">It cannot be parsed; holds every error found.</exception>
    internal static ScenarioTemplate Read(string path, SourceFiles files)
    {
        var (findings, named) = (new Findings(), files.NamedIn(path));
        return Of(ScenarioDocument.Load(path, named, findings), path, named, findings);
    }

    /// <summary>Parses a text, e.g. from standard input.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="fileName">Name for messages; its folder is where relative paths start.</param>
    /// <param name="files">Where to find what it extends, and its data.</param>
    /// <exception cref="ScenarioException">It cannot be parsed; holds every error found.</exception>
    internal static ScenarioTemplate Read(string text, string fileName, SourceFiles files)
    {
        var (findings, named) = (new Findings(), files.NamedIn(fileName));
        return Of(ScenarioDocument.Parse(text, fileName, named, findings), fileName, named, findings);
    }

    /// <summary>The scenario with some values replaced, as if the file had been written so.</summary>
    /// <param name="overrides">Paths of keys and what to read there; later ones lie over earlier ones.</param>
    /// <exception cref="ScenarioException">It cannot be run, or a path is not that of a key; holds every error found.</exception>
    public Scenario With(IEnumerable<KeyValuePair<string, string>> overrides)
    {
        var findings = new Findings();
        return ScenarioReader.Build(ScenarioReader.Replace(_document, overrides, File, findings), File, _files, findings) with { DrawsUncut = DrawsUncut };
    }

    private static ScenarioTemplate Of(ScenarioDocument? document, string file, SourceFiles files, Findings findings)
    {
        findings.ThrowOnErrors();
        return new ScenarioTemplate(document!, file, files);
    }
}
