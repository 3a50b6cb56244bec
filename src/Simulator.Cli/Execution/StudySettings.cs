using Simulator.Cli.Console;
using Simulator.Cli.Output;

namespace Simulator.Cli.Execution;

/// <summary>What a command line asks of a comparison or a sweep.</summary>
/// <param name="Run">How to sample.</param>
/// <param name="Charts">How charts are drawn; null for none.</param>
/// <param name="OutFolder">Folder requested; null for the default.</param>
/// <param name="Format">What to print.</param>
/// <param name="IsQuiet">Whether only the result is printed.</param>
internal sealed record StudySettings(RunSettings Run, StudyCharts? Charts, string? OutFolder, string Format, bool IsQuiet)
{
    /// <summary>The folder for the results, checked before anything is sampled; null if results are not kept.</summary>
    /// <param name="name">Name of the study.</param>
    /// <param name="session">Receives a message if the default folder cannot be written to.</param>
    /// <exception cref="ExplainedException">The folder requested cannot be written to.</exception>
    public string? WritableFolder(string name, Session session)
    {
        session.BeginWork();
        var folder = OutputFolders.For(name, OutFolder);
        if (OutputFolders.Refusal(folder) is not { } refusal)
        {
            return folder;
        }

        if (OutFolder is not null)
        {
            throw new ExplainedException($"Results cannot be written to '{folder}': {refusal}", ExitCode.Failed);
        }

        session.Error.WriteLine($"Results are not saved: '{folder}' cannot be written to ({refusal}); choose another folder with --out.");
        return null;
    }

    /// <summary>Prints what was written, unless nothing is to be printed.</summary>
    /// <param name="session">Told.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="names">Names of the files beside the charts.</param>
    /// <param name="charts">Number of files of charts.</param>
    public void Announce(Session session, string folder, IEnumerable<string> names, int charts)
    {
        if (!IsQuiet)
        {
            session.AnnounceFiles(folder, names, charts);
        }
    }
}
