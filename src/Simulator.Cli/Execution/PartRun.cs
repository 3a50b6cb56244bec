using System.Text.Json;
using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Presentation;
using Simulator.Reporting.Documents;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;
using Simulator.Statistics.Counting;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Execution;

/// <summary>Draws one part of a scenario's samples and writes it.</summary>
internal sealed class PartRun(Session session, RunSettings settings, Part part, string? outFolder, string format, bool quiet, bool resume = false)
{
    /// <summary>Why an option of a whole run cannot be used for a part.</summary>
    public static string WhyNot(string option) => option switch
    {
        "--precision" => "a part cannot tell when all parts together are precise enough; use --samples.",
        "--time" => "a part that stops early cannot be merged; use --samples.",
        "--strict" or "--junit" or "--annotations" or "--code-quality" => "a part has no outputs; use the option of 'simulator merge'.",
        "--sensitivity" or "--worst" => "the analysis draws its own samples; use 'simulator sensitivity'.",
        "--save-samples" => "the file has the samples of a whole run; leave --shard out.",
        _ => "'simulator merge' draws the charts; use the option there.",
    };

    /// <summary>Draws the part and returns the exit code.</summary>
    public int Run(IReadOnlyList<string> paths)
    {
        if (format is not ("table" or "json"))
        {
            throw new ExplainedException($"--format: found {format}; allowed with --shard: table or json. 'simulator merge' prints the outputs.", ExitCode.Wrong);
        }

        var files = new RecordedFiles(session.Files);
        var (read, errors) = ScenarioLoader.Load(paths, session, files);
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }

        if (read.Count != 1)
        {
            throw new ExplainedException($"--shard: found {read.Count} scenarios; allowed: one. Run each separately, with a separate folder.", ExitCode.Wrong);
        }

        if (PartHeader.IsTooLarge(files.Files.Values) is { } length)
        {
            throw new ExplainedException(FormattableString.Invariant(
                $"--shard: found {length >> 20} MB of data; allowed: up to {PartHeader.LargestContent >> 20} MB, because every part holds a copy. Keep the columns that are used."), ExitCode.Wrong);
        }

        session.BeginWork();
        var scenario = settings.Apply(read[0]);
        var options = settings.For(scenario, session);
        Check(scenario, options);
        var folder = WritableFolder(scenario.Name);
        if (resume && DrawnBefore(folder, scenario, options, files) is { } there)
        {
            session.Error.WriteLine(FormattableString.Invariant($"Part {part.Number} of {part.Of} had been drawn before: '{there}'."));
            return ExitCode.Fine;
        }

        var counts = Draw(scenario, options);
        var header = PartWriter.Describe(scenario, options, settings.Equivalences, counts, files);
        StagingFolder.RemoveAbandoned(folder);
        string path;
        try
        {
            path = Keep(folder, header, stream => PartWriter.Write(stream, header, files, counts.Drawn));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException($"The part could not be written to '{folder}': {exception.Message}", ExitCode.Failed);
        }

        Print(scenario, header, counts, path);
        return ExitCode.Fine;
    }

    private string? DrawnBefore(string folder, Scenario scenario, RunOptions options, RecordedFiles files)
    {
        var header = PartWriter.Describe(
            scenario, options, settings.Equivalences, new PartCounts(part, SamplingRounds.RequestFor(options), [], "", 0, []), files);
        string[] names = [PartSet.FileName(part), PartSet.FileName(part, header)];
        return Array.Find(Array.ConvertAll(names, name => Path.Combine(folder, name)), path => PartSet.IsOfRun(path, header));
    }

    // Parts of two scenarios, or of two seeds, may share a folder: a part never replaces one of another run, even where both are
    // written at the same time.
    private string Keep(string folder, PartHeader header, Action<Stream> write)
    {
        using var held = FolderLock.Of(folder);
        var path = Path.Combine(folder, PartSet.FileName(part));
        if (File.Exists(path) && !PartSet.IsOfRun(path, header))
        {
            var free = Path.Combine(folder, PartSet.FileName(part, header));
            session.Error.WriteLine($"'{path}' is not a part of this run and is kept; this part was written to '{free}'.");
            path = free;
        }

        AtomicFile.Write(path, write);
        return path;
    }

    private void Check(Scenario scenario, RunOptions options)
    {
        try
        {
            PartRunner.Check(scenario, options, part);
        }
        catch (ArgumentException exception)
        {
            throw new ExplainedException($"{scenario.File}: {exception.Message}", ExitCode.Wrong);
        }
    }

    private string WritableFolder(string name)
    {
        var folder = OutputFolders.For(name, outFolder);
        return OutputFolders.Refusal(folder) is { } refusal
            ? throw new ExplainedException($"The part cannot be written to '{folder}': {refusal}", ExitCode.Failed)
            : folder;
    }

    private PartCounts Draw(Scenario scenario, RunOptions options)
    {
        try
        {
            return session.Watch(scenario.Name, quiet, progress => PartRunner.Run(scenario, options, part, progress, session.Cancellation));
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            throw new ExplainedException(
                FormattableString.Invariant($"Interrupted: part {part.Number} of {part.Of} is not complete, and nothing was written."), ExitCode.Interrupted);
        }
    }

    private void Print(Scenario scenario, PartHeader header, PartCounts counts, string path)
    {
        if (format == "json")
        {
            var document = JsonSerializer.SerializeToNode(header, CommandLineJson.Documents.PartHeader)!.AsObject();
            document.Insert(0, "format", PartFormat.Version);
            document.Insert(1, "file", path);
            JsonFormat.Write(session.Output, document, CommandLineJson.Documents.JsonObject);
        }
        else
        {
            session.Output.WriteLine($"{scenario.Name}  {scenario.File}");
            session.Output.WriteLine(FormattableString.Invariant(
                $"Part {part.Number} of {part.Of}: {counts.Samples:N0} of {counts.Request.Samples:N0} samples drawn, seed {header.Seed}, {header.Device}."));
            if (counts.Samples == 0)
            {
                session.Output.WriteLine(FormattableString.Invariant($"There are more parts than blocks of {MomentSums.VirtualBlock:N0} points: this one has nothing to draw, and the merge needs it all the same."));
            }

            session.Output.WriteLine("A single part has no intervals and no charts: 'simulator merge' makes them from all parts.");
        }

        if (!quiet)
        {
            foreach (var notice in counts.Notices)
            {
                session.Error.WriteLine($"{scenario.Name}: {notice}");
            }

            session.Error.WriteLine($"Written: {path}");
        }
    }
}
