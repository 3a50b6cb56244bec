using Simulator.Scenarios;

namespace Simulator.Cli;

/// <summary>Reads every scenario that a command line names, and collects what is wrong with all of them.</summary>
internal static class ScenarioLoader
{
    private const string StandardInput = "-";

    /// <summary>The scenarios that can be read, and every error found in the others.</summary>
    public static (IReadOnlyList<Scenario> Scenarios, IReadOnlyList<Diagnostic> Errors) Load(
        IReadOnlyList<string> paths, TextReader input)
    {
        var scenarios = new List<Scenario>();
        var errors = new List<Diagnostic>();
        foreach (var path in paths)
        {
            try
            {
                foreach (var file in path == StandardInput ? [path] : ScenarioFiles.Find([path]))
                {
                    Read(file);
                }
            }
            catch (ScenarioException exception)
            {
                errors.AddRange(exception.Errors);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                errors.Add(Unreadable(path, exception));
            }
        }

        return (scenarios, errors);

        void Read(string file)
        {
            try
            {
                scenarios.Add(file == StandardInput ? ScenarioReader.Read(input.ReadToEnd(), "<stdin>") : ScenarioReader.Read(file));
            }
            catch (ScenarioException exception)
            {
                errors.AddRange(exception.Errors);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                errors.Add(Unreadable(file, exception));
            }
        }
    }

    private static Diagnostic Unreadable(string path, Exception exception) => new(
        Severity.Error, path, 0, 0, "",
        File.Exists(path) || Directory.Exists(path) ? exception.Message : "no such file or folder",
        "a scenario file, a folder of them, or - for standard input");
}
