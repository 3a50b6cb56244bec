using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Engine;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Samples;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Studies.Samples;

namespace Simulator.Cli.Execution;

/// <summary>The file that every sample of a run goes to.</summary>
/// <param name="path">As the user named it; the ending chooses the format.</param>
internal sealed class SampleFile(string path)
{
    private const string Parquet = ".parquet";
    private const string Csv = ".csv";

    /// <summary>Why a file cannot be named this way; null if it can.</summary>
    public static string? Refusal(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending is not (Parquet or Csv) || Path.GetFileNameWithoutExtension(path).Length == 0)
        {
            return $"'{path}' names no file that samples can go to; allowed: a file name that ends with {Parquet} or {Csv}.";
        }

#if NATIVE
        if (ending == Parquet)
        {
            return $"The native program writes samples as {Csv} alone; for {Parquet}, use the .NET tool or 'dotnet run --project src/Simulator.Cli -c Release'.";
        }
#endif
        return Directory.Exists(path) ? $"'{path}' is a folder; name a file." : null;
    }

    /// <summary>Refuses what cannot be saved before anything is sampled.</summary>
    /// <param name="scenarios">Scenarios of the command.</param>
    /// <param name="options">How they will be run.</param>
    /// <exception cref="ExplainedException">The samples could not be saved.</exception>
    public void Check(IReadOnlyList<Scenario> scenarios, IReadOnlyList<RunOptions> options)
    {
        if (scenarios.Count > 1)
        {
            throw new ExplainedException($"--save-samples: found {scenarios.Count} scenarios; allowed: one, since the file has the inputs of one.", ExitCode.Wrong);
        }

        if (options.Any(option => option is { TimeLimit: not null, Precision: null }))
        {
            throw new ExplainedException(
                "--save-samples: found with --time; allowed: with --samples or --precision, since which samples a clock leaves undrawn cannot be repeated.", ExitCode.Wrong);
        }

        if (OutputFolders.Refusal(Folder) is { } refusal)
        {
            throw new ExplainedException($"Samples cannot be written to '{path}': {refusal}", ExitCode.Failed);
        }
    }

    /// <summary>Draws the samples of a run a second time and writes them.</summary>
    /// <exception cref="ExplainedException">They could not be written.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it; there is no file then.</exception>
    public void Write(Scenario scenario, RunFacts run, Session session, bool quiet)
    {
        if (run.Interrupted)
        {
            session.Error.WriteLine($"{scenario.Name}: samples are not saved, since the run was interrupted.");
            return;
        }

        try
        {
            session.Watch($"{scenario.Name}: saving samples", quiet, progress =>
            {
                Write(scenario, run, done =>
                {
                    progress?.Report(new RunProgress(done, run.Samples));
                    session.Cancellation.ThrowIfCancellationRequested();
                });
                return true;
            });
        }
        catch (Exception exception) when (Failures.IsOfFiles(exception))
        {
            throw new ExplainedException($"Samples could not be written to '{path}': {exception.Message}", ExitCode.Failed);
        }

        if (!quiet)
        {
            session.Error.WriteLine($"Written: {path}{(IsCsv ? $", {MetadataOf(path)}" : "")}");
        }
    }

    // A device of Windows lies in no folder; its own path is then refused.
    private string Folder => Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;

    private bool IsCsv => Path.GetExtension(path).Equals(Csv, StringComparison.OrdinalIgnoreCase);

    private void Write(Scenario scenario, RunFacts run, Action<long> written)
    {
        var samples = new SampleStream(scenario, run);
        var metadata = new SampleMetadata(new ScenarioIdentity(scenario.Name, scenario.Description, scenario.File, scenario.Sha256), run, samples.Columns);
        if (IsCsv)
        {
            AtomicFile.WriteText(path, writer => SampleCsv.Write(samples, writer, written));
            AtomicFile.Write(MetadataOf(path), stream => metadata.WriteForCsv(Path.GetFileName(path), stream));
        }
#if !NATIVE
        else
        {
            AtomicFile.Write(path, stream => ParquetSamples.Write(samples, metadata, stream, written));
        }
#endif
    }

    // Where CSV on the Web looks for them.
    private static string MetadataOf(string path) => path + "-metadata.json";
}
