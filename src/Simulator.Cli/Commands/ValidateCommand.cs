using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Tables;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;
using Simulator.Studies.Validation;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator validate</c>: runs scenarios and compares what comes out with what others published.</summary>
internal static class ValidateCommand
{
    public static readonly string[] Examples =
    [
        "simulator validate",
        "simulator validate scenarios/published/patterson-gpt-3.yaml",
        "simulator validate scenarios/published --format json > validation.json",
    ];

    private static readonly string DefaultFolder = Path.Combine("scenarios", "published");

    public static Command Build(Session session)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Scenario files with published: figures, or folders of them. Default: the nearest scenarios/published, in this folder or a parent folder.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var samples = Arguments.Samples();
        var seed = Arguments.Seed();
        var interval = Arguments.Interval();
        var device = Arguments.Device();
        var deviceMemory = Arguments.DeviceMemory();
        var threads = Arguments.Threads();
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var command = new Command(
            "validate",
            "Runs scenarios and compares the results with published figures: to the printed digit, or a measurement with our interval.\n"
            + "Exit code 0 if all comparisons come out as their files state, 3 if not.")
        {
            files, samples, seed, interval, device, deviceMemory, threads, format,
        };
        command.SetAction(parsed =>
        {
            var settings = new RunSettings(
                Samples: parsed.GetValue(samples), Seed: parsed.GetValue(seed), Threads: parsed.GetValue(threads), Interval: parsed.GetValue(interval),
                Device: parsed.GetValue(device), DeviceMemory: parsed.GetValue(deviceMemory));
            var named = parsed.GetValue(files) is { Length: > 0 } paths ? paths : [FindDefaultFolder()];
            var scenarios = Load(session, named);
            var (comparisons, done) = Compare(session, settings, scenarios);
            Print(session, comparisons, parsed.GetValue(format)!);
            if (done < scenarios.Count)
            {
                session.Output.Flush();
                session.Error.WriteLine(FormattableString.Invariant($"Interrupted after {done} of {scenarios.Count} scenarios; the comparisons of those are complete."));
                return ExitCode.Interrupted;
            }

            return comparisons.All(comparison => comparison.IsAsStated) ? ExitCode.Fine : ExitCode.NotAsStated;
        });
        return command;
    }

    private static List<Scenario> Load(Session session, IReadOnlyList<string> paths)
    {
        var (scenarios, errors) = ScenarioLoader.Load(paths, session);
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }

        // A folder may contain other files; a file that was named must have something to compare.
        var without = scenarios.Where(scenario => scenario.Published.Count == 0).ToList();
        if (without.Find(scenario => paths.Contains(scenario.File)) is { } named)
        {
            throw new ExplainedException(
                $"{named.File}: found no published figures; allowed: published: with a list of {{output, value, tier, source}}.", ExitCode.Wrong);
        }

        return scenarios.Count > without.Count
            ? [.. scenarios.Except(without)]
            : throw new ExplainedException($"There are no scenarios with published: figures in {string.Join(", ", paths)}.", ExitCode.Wrong);
    }

    /// <summary>The comparisons, and the number of scenarios compared: fewer than all if the user stops.</summary>
    private static (List<PublishedComparison> Comparisons, int Scenarios) Compare(Session session, RunSettings settings, List<Scenario> scenarios)
    {
        session.BeginWork();
        var options = scenarios.ConvertAll(scenario => settings.For(scenario, session));
        var comparisons = new List<PublishedComparison>();
        for (var index = 0; index < scenarios.Count; index++)
        {
            try
            {
                session.Cancellation.ThrowIfCancellationRequested();
                var result = session.Simulate(scenarios[index], options[index], null, session.Cancellation);
                if (result.Run.Interrupted)
                {
                    throw new OperationCanceledException(session.Cancellation);
                }

                comparisons.AddRange(PublishedFigures.Compare(scenarios[index], result));
            }
            catch (OperationCanceledException) when (index > 0 && session.Cancellation.IsCancellationRequested)
            {
                return (comparisons, index);
            }
        }

        return (comparisons, scenarios.Count);
    }

    private static void Print(Session session, IReadOnlyList<PublishedComparison> comparisons, string format)
    {
        switch (format)
        {
            case "json": ValidationDocument.WriteJson(comparisons, session.Output); return;
            case "csv": ValidationDocument.WriteCsv(comparisons, session.Output); return;
            default: break;
        }

        foreach (var table in new[] { ValidationTables.Published(comparisons), ValidationTables.Intervals(comparisons) }.Where(table => table.Rows.Count > 0))
        {
            if (format == "markdown")
            {
                MarkdownTable.Write(table, session.Output);
            }
            else
            {
                TextTable.Write(table, session.Output, session.Width, session.Styled);
                session.Output.WriteLine();
            }
        }

        var summary = ValidationTables.Summary(comparisons);
        if (format == "markdown")
        {
            session.Output.WriteLine(MarkdownTable.Escape(summary));
        }
        else
        {
            TextTable.WriteWrapped(session.Output, summary, "", session.Width);
        }
    }

    private static string FindDefaultFolder()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, DefaultFolder);
            if (Directory.Exists(path))
            {
                return Path.GetRelativePath(Environment.CurrentDirectory, path);
            }
        }

        throw new ExplainedException($"There is no folder {DefaultFolder} here or in a parent folder; name scenario files or folders.", ExitCode.Wrong);
    }
}
