using Simulator.Scenarios;

namespace Simulator.Cli;

/// <summary>Reads every scenario that a command line names, and collects what is wrong with all of them.</summary>
internal static class ScenarioLoader
{
    private const string StandardInput = "-";

    /// <summary>A scenario file to be varied.</summary>
    /// <exception cref="ScenarioException">It cannot be parsed.</exception>
    public static ScenarioTemplate Template(string path, TextReader input) =>
        path == StandardInput ? ScenarioTemplate.Read(input.ReadToEnd(), "<stdin>") : ScenarioTemplate.Read(path);

    /// <summary>The scenarios that can be read, and every error found in the others.</summary>
    public static (IReadOnlyList<Scenario> Scenarios, IReadOnlyList<Diagnostic> Errors) Load(
        IReadOnlyList<string> paths, TextReader input)
    {
        var errors = new List<Diagnostic>();
        var files = new List<string>();
        foreach (var path in paths)
        {
            Collect(() => files.AddRange(ScenarioFiles.Find([path])));
        }

        var scenarios = new List<Scenario>();
        foreach (var file in files.Distinct(StringComparer.Ordinal))
        {
            Collect(() => scenarios.Add(
                file == StandardInput ? ScenarioReader.Read(input.ReadToEnd(), "<stdin>") : ScenarioReader.Read(file)));
        }

        return (scenarios, errors);

        void Collect(Action read)
        {
            try
            {
                read();
            }
            catch (ScenarioException exception)
            {
                errors.AddRange(exception.Errors);
            }
        }
    }
}
