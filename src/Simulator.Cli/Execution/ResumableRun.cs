using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Engine;
using Simulator.Planning;
using Simulator.Reporting.Documents;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Execution;

/// <summary>A run that keeps what it has drawn in parts, so that the same command continues it after an interruption.</summary>
/// <param name="session">What it talks to.</param>
/// <param name="settings">What the command line states.</param>
/// <param name="outFolder">Folder of the results; null for the default.</param>
/// <param name="quiet">Whether notices are left out.</param>
/// <param name="whole">Makes the run that prints and writes the results.</param>
internal sealed class ResumableRun(Session session, RunSettings settings, string? outFolder, bool quiet, Func<Session, RunSettings, ScenarioRun> whole)
{
    /// <summary>Samples of a part, as long as there are not too many parts: a tenth of a second of some cores.</summary>
    public const long SamplesOfPart = 1L << 24;

    /// <summary>Most parts, each of some megabytes.</summary>
    public const int MostParts = 64;

    /// <summary>Folder of the parts, inside that of the results.</summary>
    public const string FolderName = ".resume";

    /// <summary>Draws the parts that are not there, merges all, and returns the exit code.</summary>
    public int Run(IReadOnlyList<string> paths)
    {
        var files = new RecordedFiles(session.Files);
        var (read, errors) = ScenarioLoader.Load(paths, session, files);
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }

        if (read.Count != 1)
        {
            throw Refusal($"{read.Count} scenarios", "one; run each separately");
        }

        if (PartHeader.IsTooLarge(files.Files.Values) is { } length)
        {
            throw Refusal(FormattableString.Invariant($"{length >> 20} MB of data"), FormattableString.Invariant($"up to {PartHeader.LargestContent >> 20} MB, because every part holds a copy"));
        }

        var scenario = settings.Apply(read[0]);
        var options = settings.For(scenario, session);
        if (options.Precision is not null)
        {
            throw Refusal("a precision to reach", "a number of samples");
        }

        return PlanBuilder.Build(scenario).IsUncertain ? Run(read[0], scenario, options, files) : whole(session, settings).RunAll(read);
    }

    private static ExplainedException Refusal(string found, string allowed) => new($"--resume: found {found}; allowed: {allowed}.", ExitCode.Wrong);

    private int Run(Scenario read, Scenario scenario, RunOptions options, RecordedFiles files)
    {
        var folder = Path.Combine(OutputFolders.For(scenario.Name, outFolder), FolderName);
        if (OutputFolders.Refusal(folder) is { } refusal)
        {
            throw new ExplainedException($"The parts cannot be written to '{folder}': {refusal}", ExitCode.Failed);
        }

        StagingFolder.RemoveAbandoned(folder);
        var paths = DrawAll(scenario, options, files, folder);
        var set = Read(paths);
        // Samples drawn on the CPU are drawn again on the CPU: a graphics card's floats may differ in the last bits.
        var device = settings.Device ?? (set.Parts.All(part => part.Device.StartsWith("cpu", StringComparison.Ordinal)) ? "cpu" : null);
        var code = whole(
            session with { Simulate = (each, asked, progress, cancellation) => MergedRun.Run(each, asked, set.Parts, progress, cancellation) },
            settings with { Device = device }).RunAll([read]);
        paths.ForEach(File.Delete);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }

        return code;
    }

    private List<string> DrawAll(Scenario scenario, RunOptions options, RecordedFiles files, string folder)
    {
        var of = (int)Math.Clamp(SamplingRounds.RequestFor(options).Samples / SamplesOfPart, 1, MostParts);
        var parts = Enumerable.Range(1, of).Select(number => new Part(number, of)).ToList();
        var paths = parts.ConvertAll(part => Path.Combine(folder, PartSet.FileName(part, HeaderOf(new PartCounts(part, default, [], "", 0, [])))));
        var missing = Enumerable.Range(0, of).Where(index => !PartSet.IsOfRun(paths[index], HeaderOf(new PartCounts(parts[index], default, [], "", 0, [])))).ToList();
        if (missing.Count < of && !quiet)
        {
            session.Error.WriteLine(FormattableString.Invariant($"{scenario.Name}: {of - missing.Count} of {of} parts had been drawn before."));
        }

        var (drawn, total) = (of - missing.Count, SamplingRounds.RequestFor(options).Samples);
        try
        {
            session.Watch(scenario.Name, quiet, progress =>
            {
                foreach (var index in missing)
                {
                    session.Cancellation.ThrowIfCancellationRequested();
                    var counts = PartRunner.Run(scenario, options, parts[index], progress is null ? null : new Relay(progress, total * drawn / of, total), session.Cancellation);
                    AtomicFile.Write(paths[index], stream => PartWriter.Write(stream, HeaderOf(counts), files, counts.Drawn));
                    drawn++;
                }

                return drawn;
            });
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            throw new ExplainedException(
                FormattableString.Invariant($"Interrupted: {drawn} of {of} parts are drawn and kept in '{folder}'; the same command continues from there."), ExitCode.Interrupted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException($"A part could not be written to '{folder}': {exception.Message}", ExitCode.Failed);
        }

        return paths;

        PartHeader HeaderOf(PartCounts counts) => PartWriter.Describe(
            scenario, options, settings.Equivalences, counts with { Request = SamplingRounds.RequestFor(options) }, files);
    }

    private static PartSet Read(IReadOnlyList<string> paths)
    {
        try
        {
            return PartSet.Read(paths);
        }
        catch (PartException exception)
        {
            throw new ExplainedException(exception.Message, ExitCode.Wrong);
        }
    }

    private sealed class Relay(IProgress<RunProgress> progress, long before, long total) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(new RunProgress(before + value.Done, total));
    }
}
