using Simulator.Cli.Console;
using Simulator.Reporting.Documents;

namespace Simulator.Cli.Output;

/// <summary>Writes a scenario file that the program has made.</summary>
internal static class ScenarioFile
{
    /// <summary>Writes the file, but not over another.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="scenario">Its text.</param>
    /// <param name="force">Whether a file of that name may be replaced.</param>
    /// <exception cref="ExplainedException">There is one already.</exception>
    public static void Write(string path, string scenario, bool force)
    {
        Check(path, force);
        AtomicFile.WriteText(path, writer => writer.Write(scenario));
    }

    /// <summary>Refuses a name under which nothing can be written.</summary>
    /// <exception cref="ExplainedException">There is a file or a folder of that name.</exception>
    public static void Check(string path, bool force)
    {
        if (Path.Exists(path) && !(force && File.Exists(path)))
        {
            throw new ExplainedException(
                Directory.Exists(path) ? $"'{path}' is a folder; name a file." : $"'{path}' is there already; --force overwrites it, --out names another file.", ExitCode.Wrong);
        }
    }
}
