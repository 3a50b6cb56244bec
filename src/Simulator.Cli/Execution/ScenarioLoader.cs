using Simulator.Cli.Output;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Cli.Execution;

/// <summary>Reads every scenario that a command line names, and collects the errors of all of them.</summary>
internal static class ScenarioLoader
{
    private const string StandardInput = "-";

    /// <summary>A scenario file to be varied.</summary>
    /// <exception cref="ScenarioException">It cannot be parsed.</exception>
    public static ScenarioTemplate Template(string path, Session session) =>
        path == StandardInput ? ScenarioTemplate.Read(session.ReadInput(ScenarioText.LargestFile), ResultOwner.StandardInputName, session.Files) : ScenarioTemplate.Read(path, session.Files);

    /// <summary>The scenarios that can be read, and every error found in the others.</summary>
    /// <param name="paths">Files and folders, - for standard input.</param>
    /// <param name="session">Its standard input and its files.</param>
    /// <param name="kept">Keeps the files as they were read; null if they are not needed.</param>
    public static (IReadOnlyList<Scenario> Scenarios, IReadOnlyList<Diagnostic> Errors) Load(
        IReadOnlyList<string> paths, Session session, RecordedFiles? kept = null)
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
            Collect(() => scenarios.Add(file == StandardInput ? ReadInput() : ScenarioReader.Read(file, kept ?? session.Files)));
        }

        return (scenarios, errors);

        Scenario ReadInput()
        {
            var text = session.ReadInput(ScenarioText.LargestFile);
            kept?.Keep(ResultOwner.StandardInputName, text);
            return ScenarioReader.Read(text, ResultOwner.StandardInputName, kept ?? session.Files);
        }

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
