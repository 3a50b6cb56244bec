using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Planning;
using Simulator.Reporting.Documents;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Execution;

/// <summary>A study that keeps what it has drawn in parts, so that the same command continues it after an interruption.</summary>
/// <param name="session">What it talks to.</param>
/// <param name="equivalences">Edition of the equivalences that the command line states; null if it states none.</param>
/// <param name="outFolder">Folder of the results; null for the default.</param>
/// <param name="quiet">Whether notices are left out.</param>
internal sealed class ResumableRun(Session session, int? equivalences, string? outFolder, bool quiet)
{
    /// <summary>Samples of a part, as long as there are not too many parts: a tenth of a second of some cores.</summary>
    public const long SamplesOfPart = 1L << 24;

    /// <summary>Most parts, each of some megabytes.</summary>
    public const int MostParts = 64;

    /// <summary>Folder of the parts, inside that of the results.</summary>
    public const string FolderName = ".resume";

    /// <summary>Draws the parts that are not there, merges all, and returns the exit code.</summary>
    /// <param name="read">Reads the study, and keeps its files.</param>
    /// <param name="finish">Prints and writes the results of all parts; of none, if there is nothing to keep, those of the study itself.</param>
    public int Run<T>(Func<RecordedFiles, T> read, Func<T, IReadOnlyList<PartFile>?, int> finish)
        where T : ISplitStudy
    {
        var files = new RecordedFiles(session.Files);
        var study = read(files);
        if (PartHeader.IsTooLarge(files.Files.Values) is { } length)
        {
            throw Refusal(FormattableString.Invariant($"{length >> 20} MB of data"), FormattableString.Invariant($"up to {PartHeader.LargestContent >> 20} MB, because every part holds a copy"));
        }

        if (study is SplitRun && study.Options.Precision is not null)
        {
            throw Refusal("a precision to reach", "a number of samples");
        }

        if (study is SplitRun && !PlanBuilder.Build(study.Scenario).IsUncertain)
        {
            return finish(study, null);
        }

        var results = OutputFolders.For(study.Name, outFolder);
        var folder = Path.Combine(results, FolderName);
        if (OutputFolders.Refusal(results) is { } refusal)
        {
            throw new ExplainedException($"The parts cannot be written to '{folder}': {refusal}", ExitCode.Failed);
        }

        try
        {
            using var held = Hold(folder);
            StagingFolder.RemoveAbandoned(folder);
            var paths = DrawAll(study, files, folder);
            var code = finish(study, Read(paths).Parts);
            paths.ForEach(File.Delete);
            return code;
        }
        finally
        {
            RemoveEmpty(folder);
        }
    }

    /// <summary>Keeps another command away from the parts, which it would merge while this one removes them.</summary>
    private static FolderLock Hold(string folder)
    {
        while (true)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return FolderLock.Of(folder);
            }
            catch (IOException exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
            {
                // The command before has removed it meanwhile.
            }
            catch (IOException exception) when (FolderLock.IsTaken(exception))
            {
                throw new ExplainedException($"Another command with --resume has been at work in '{folder}' for half a minute; wait until it has ended, or name another folder with --out.", ExitCode.Failed);
            }
        }
    }

    private static void RemoveEmpty(string folder)
    {
        try
        {
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Another command has begun to use it, or has removed it.
        }
    }

    private static ExplainedException Refusal(string found, string allowed) => new($"--resume: found {found}; allowed: {allowed}.", ExitCode.Wrong);

    private List<string> DrawAll(ISplitStudy study, RecordedFiles files, string folder)
    {
        var of = (int)Math.Clamp(study.Samples / SamplesOfPart, 1, MostParts);
        var parts = Enumerable.Range(1, of).Select(number => new Part(number, of)).ToList();
        var paths = parts.ConvertAll(part => Path.Combine(folder, PartSet.FileName(part, HeaderOf(new PartContent(part)))));
        var missing = Enumerable.Range(0, of).Where(index => !PartSet.IsOfRun(paths[index], HeaderOf(new PartContent(parts[index])))).ToList();
        if (missing.Count < of && !quiet)
        {
            session.Error.WriteLine(FormattableString.Invariant($"{study.Name}: {of - missing.Count} of {of} parts had been drawn before."));
        }

        var (drawn, total) = (of - missing.Count, (long)Math.Min(study.Samples, PartHeader.MostSamples));
        try
        {
            session.Watch(study.Name, quiet, progress =>
            {
                foreach (var index in missing)
                {
                    session.Cancellation.ThrowIfCancellationRequested();
                    var content = study.Draw(parts[index], PartProgress.Of(progress, total / of * drawn, total), session.Cancellation);
                    AtomicFile.Write(paths[index], stream => PartWriter.Write(stream, HeaderOf(content), files, content));
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
        catch (Exception exception) when (Failures.IsOfFiles(exception))
        {
            throw new ExplainedException($"A part could not be written to '{folder}': {exception.Message}", ExitCode.Failed);
        }

        return paths;

        PartHeader HeaderOf(PartContent content) => PartWriter.Describe(study, equivalences, content, files);
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
}
