using Simulator.Cli.Console;
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
    /// <param name="path">The file, - for standard input.</param>
    /// <param name="session">Has the standard input.</param>
    /// <param name="kept">Keeps the files as they were read; null if they are not needed.</param>
    /// <exception cref="ScenarioException">It cannot be parsed.</exception>
    public static ScenarioTemplate Template(string path, Session session, RecordedFiles? kept = null)
    {
        if (path != StandardInput)
        {
            return ScenarioTemplate.Read(path, kept ?? session.Files);
        }

        var text = session.ReadInput(ScenarioText.LargestFile);
        kept?.Keep(ResultOwner.StandardInputName, text);
        return ScenarioTemplate.Read(text, ResultOwner.StandardInputName, kept ?? session.Files);
    }

    /// <summary>The only scenario of a command line that is split.</summary>
    /// <param name="paths">Files and folders, - for standard input.</param>
    /// <param name="session">Has the standard input.</param>
    /// <param name="kept">Keeps the files as they were read.</param>
    /// <param name="option">The option that splits it.</param>
    /// <exception cref="ScenarioException">It cannot be read.</exception>
    /// <exception cref="ExplainedException">There are several.</exception>
    public static Scenario One(IReadOnlyList<string> paths, Session session, RecordedFiles kept, string option)
    {
        var (read, errors) = Load(paths, session, kept);
        return errors.Count > 0 ? throw new ScenarioException(errors)
            : read.Count == 1 ? read[0]
            : throw new ExplainedException($"{option}: found {read.Count} scenarios; allowed: one. Run each separately, with a separate folder.", ExitCode.Wrong);
    }

    /// <summary>The scenarios that can be run, and every error found in the others.</summary>
    /// <param name="paths">Files and folders, - for standard input. In a folder, files with nothing but published figures are left out.</param>
    /// <param name="session">Has the standard input; receives a line for each file that is left out.</param>
    /// <param name="kept">Keeps the files as they were read; null if they are not needed.</param>
    public static (IReadOnlyList<Scenario> Scenarios, IReadOnlyList<Diagnostic> Errors) Load(
        IReadOnlyList<string> paths, Session session, RecordedFiles? kept = null)
    {
        var (all, errors) = LoadWithTotals(paths, session, kept);
        var named = all.Where(scenario => scenario.IsTotalOnly && paths.Contains(scenario.File)).Select(scenario => new Diagnostic(
            Severity.Error, scenario.File, 0, 0, "training", "published figures without inputs, so that nothing can be computed",
            "training: or serving:", "'simulator compare' shows published figures beside the results of other files"));
        foreach (var left in all.Where(scenario => scenario.IsTotalOnly && !paths.Contains(scenario.File)))
        {
            session.Error.WriteLine($"{left.File} is left out: it states published figures without inputs, so that nothing can be computed.");
        }

        return ([.. all.Where(scenario => !scenario.IsTotalOnly)], [.. errors, .. named]);
    }

    /// <summary>The scenarios that can be read, those with nothing but published figures too, and every error found in the others.</summary>
    /// <param name="paths">Files and folders, - for standard input.</param>
    /// <param name="session">Its standard input and its files.</param>
    /// <param name="kept">Keeps the files as they were read; null if they are not needed.</param>
    public static (IReadOnlyList<Scenario> Scenarios, IReadOnlyList<Diagnostic> Errors) LoadWithTotals(
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
            Collect(() => scenarios.Add(file == StandardInput ? ReadInput() : ScenarioReader.ReadOrTotal(file, kept ?? session.Files)));
        }

        return (scenarios, errors);

        Scenario ReadInput()
        {
            var text = session.ReadInput(ScenarioText.LargestFile);
            kept?.Keep(ResultOwner.StandardInputName, text);
            return ScenarioReader.ReadOrTotal(text, ResultOwner.StandardInputName, kept ?? session.Files);
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
