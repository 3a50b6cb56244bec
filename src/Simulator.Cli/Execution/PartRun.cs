using System.Text.Json;
using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Presentation;
using Simulator.Reporting.Documents;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Execution;

/// <summary>Draws one part of a study and writes it.</summary>
/// <param name="session">What it talks to.</param>
/// <param name="part">Which part.</param>
/// <param name="equivalences">Edition of the equivalences that the command line states; null if it states none.</param>
/// <param name="outFolder">Folder of the part; null for that of the results.</param>
/// <param name="format">What to print.</param>
/// <param name="quiet">Whether notices are left out.</param>
/// <param name="resume">Whether a part that is there is not drawn again.</param>
internal sealed class PartRun(Session session, Part part, int? equivalences, string? outFolder, string format, bool quiet, bool resume)
{
    /// <summary>Why an option of a whole study cannot be used for a part.</summary>
    public static string WhyNot(string option) => option switch
    {
        "--precision" => "a part cannot tell when all parts together are precise enough; use --samples.",
        "--time" => "a part that stops early cannot be merged; use --samples.",
        "--strict" or "--junit" or "--annotations" or "--code-quality" => "a part has no outputs; use the option of 'simulator merge'.",
        "--save-samples" => "the file has the samples of a whole run; leave --shard out.",
        _ => "'simulator merge' draws the charts; use the option there.",
    };

    /// <summary>Draws the part and returns the exit code.</summary>
    /// <param name="read">Reads the study, and keeps its files.</param>
    public int Run(Func<RecordedFiles, ISplitStudy> read)
    {
        if (format is not ("table" or "json"))
        {
            throw new ExplainedException($"--format: found {format}; allowed with --shard: table or json. 'simulator merge' prints the outputs.", ExitCode.Wrong);
        }

        var files = new RecordedFiles(session.Files);
        var study = read(files);
        if (PartHeader.IsTooLarge(files.Files.Values) is { } length)
        {
            throw new ExplainedException(FormattableString.Invariant(
                $"--shard: found {length >> 20} MB of data; allowed: up to {PartHeader.LargestContent >> 20} MB, because every part holds a copy. Keep the columns that are used."), ExitCode.Wrong);
        }

        session.BeginWork();
        Check(study);
        var folder = WritableFolder(study.Name);
        if (resume && DrawnBefore(folder, study, files) is { } there)
        {
            session.Error.WriteLine(FormattableString.Invariant($"Part {part.Number} of {part.Of} had been drawn before: '{there}'."));
            return ExitCode.Fine;
        }

        var content = Draw(study);
        var header = PartWriter.Describe(study, equivalences, content, files);
        StagingFolder.RemoveAbandoned(folder);
        string path;
        try
        {
            path = Keep(folder, header, stream => PartWriter.Write(stream, header, files, content));
        }
        catch (Exception exception) when (Failures.IsOfFiles(exception))
        {
            throw new ExplainedException($"The part could not be written to '{folder}': {exception.Message}", ExitCode.Failed);
        }

        Print(study, header, content, path);
        return ExitCode.Fine;
    }

    private string? DrawnBefore(string folder, ISplitStudy study, RecordedFiles files)
    {
        var header = PartWriter.Describe(study, equivalences, new PartContent(part), files);
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

    private void Check(ISplitStudy study)
    {
        try
        {
            study.Check(part);
        }
        catch (ArgumentException exception)
        {
            throw new ExplainedException($"{study.Scenario.File}: {exception.Message}", ExitCode.Wrong);
        }
    }

    private string WritableFolder(string name)
    {
        var folder = OutputFolders.For(name, outFolder);
        return OutputFolders.Refusal(folder) is { } refusal
            ? throw new ExplainedException($"The part cannot be written to '{folder}': {refusal}", ExitCode.Failed)
            : folder;
    }

    private PartContent Draw(ISplitStudy study)
    {
        try
        {
            return session.Watch(study.Name, quiet, progress => study.Draw(part, progress, session.Cancellation));
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            throw new ExplainedException(
                FormattableString.Invariant($"Interrupted: part {part.Number} of {part.Of} is not complete, and nothing was written."), ExitCode.Interrupted);
        }
    }

    private void Print(ISplitStudy study, PartHeader header, PartContent content, string path)
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
            session.Output.WriteLine($"{study.Name}  {study.Scenario.File}");
            session.Output.WriteLine(FormattableString.Invariant(
                $"Part {part.Number} of {part.Of}: {study.ShareOf(content)} drawn, seed {header.Seed}{(header.Device.Length > 0 ? ", " : "")}{header.Device}."));
            if (content.IsEmpty)
            {
                session.Output.WriteLine($"There are more parts than {study.Unit}: this one has nothing to draw, and the merge needs it all the same.");
            }

            session.Output.WriteLine("A single part has no intervals and no charts: 'simulator merge' makes them from all parts.");
        }

        if (!quiet)
        {
            foreach (var notice in content.Notices)
            {
                session.Error.WriteLine($"{study.Name}: {notice}");
            }

            session.Error.WriteLine($"Written: {path}");
        }
    }
}
