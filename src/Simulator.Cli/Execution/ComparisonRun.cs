using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Model;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Gates;
using Simulator.Reporting.Html;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Limits;
using Simulator.Studies.Comparison;

namespace Simulator.Cli.Execution;

/// <summary>Compares the scenarios of one command line: checks all, samples them together, prints and writes the results.</summary>
internal sealed class ComparisonRun(Session session, StudySettings settings, ComparisonLayout layout)
{
    private IReadOnlyList<string> Outputs => layout.Outputs ?? [.. OutputDefinitions.Compared.Select(output => output.Name)];

    /// <summary>Receives what a gate looks at; null where nothing does.</summary>
    public GateFindings? Findings { get; init; }

    /// <summary>Compares scenarios and returns the exit code.</summary>
    /// <param name="scenarios">The scenarios.</param>
    /// <param name="notices">Notes on how they were made.</param>
    /// <param name="share">Inputs that they share though they are of different files.</param>
    /// <param name="limits">Limits on scenarios and pairs of them.</param>
    public int Run(IReadOnlyList<Scenario> scenarios, IReadOnlyList<string> notices, IReadOnlyList<string> share, IReadOnlyList<Limit> limits)
    {
        if (limits.Count > 0 && (layout.Sort is not null || scenarios.Any(scenario => scenario.IsTotalOnly)))
        {
            // The letters of limits are those of the files, and the rows must have the same.
            throw new ExplainedException(
                "--limit of a comparison names scenarios A, B, … in the order of the files; leave out --sort, and files with nothing but published figures.", ExitCode.Wrong);
        }

        var options = Options(scenarios) with { Limits = limits };
        var folder = settings.WritableFolder(FolderName(scenarios), session);
        var comparison = Compare(scenarios, options, share);
        RefuseUnknown(comparison, "--outputs", layout.Outputs ?? []);
        RefuseUnknown(comparison, "--sort", layout.Sort is { } by && OutputDefinitions.Names.Contains(by) ? [by] : []);
        var drawing = session.ForCharts();
        comparison = Sorted(comparison with { Notices = [.. notices, .. comparison.Notices] });
        Findings?.Add(GateCases.Of(comparison, scenarios));
        Print(comparison);
        if (folder is not null)
        {
            Write(comparison, scenarios, folder, drawing);
        }

        var run = comparison.Scenarios[0].Run;
        foreach (var alarm in settings.IsQuiet ? [] : LimitsTable.Alarms(comparison.Limits))
        {
            session.Error.WriteLine(alarm);
        }

        if (!run.Interrupted)
        {
            return comparison.Limits.Any(limit => limit.Verdict == LimitVerdict.Fails) ? ExitCode.NotAsStated : ExitCode.Fine;
        }

        session.Error.WriteLine(OutputTable.Interruption(run));
        return ExitCode.Interrupted;
    }

    // Of the footprint, every pair is of interest; of accelerators, a glance is enough.
    private IReadOnlyCollection<string> Matrices => layout.Outputs ?? OutputDefinitions.Headline;

    // A column that no row could have would be missing without a word, and rows cannot be sorted by it.
    private static void RefuseUnknown(ComparisonResult comparison, string option, IReadOnlyList<string> outputs)
    {
        var known = comparison.Scenarios.SelectMany(scenario => scenario.Outputs).Select(output => output.Name)
            .Concat(comparison.Models.SelectMany(model => model.Scenario.Published).Select(figure => figure.Output)).ToHashSet(StringComparer.Ordinal);
        if (!comparison.Scenarios[0].Run.Interrupted && outputs.FirstOrDefault(output => !known.Contains(output)) is { } unknown)
        {
            throw new ExplainedException(
                $"{option}: found {unknown}, which the inputs of no scenario determine; allowed: {string.Join(", ", OutputDefinitions.Names.Where(known.Contains))}. 'simulator explain {unknown}' says what it needs.", ExitCode.Wrong);
        }
    }

    private ComparisonResult Sorted(ComparisonResult comparison)
    {
        var models = ComparisonSheet.Sorted(comparison.Models, layout.Sort);
        return comparison with
        {
            Models = models,
            Names = [.. models.Where(model => model.Result is not null).Select(model => model.Name)],
            Scenarios = [.. models.Select(model => model.Result).OfType<SimulationResult>()],
        };
    }

    private ComparisonResult Compare(IReadOnlyList<Scenario> scenarios, RunOptions options, IReadOnlyList<string> share)
    {
        try
        {
            return settings.IsQuiet || !session.CanDrawProgress
                ? ScenarioComparison.Run(scenarios, options, Matrices, null, session.Cancellation, share)
                : ProgressDisplay.Watch(
                    FormattableString.Invariant($"{scenarios.Count} scenarios"), session.Error,
                    progress => ScenarioComparison.Run(scenarios, options, Matrices, progress, session.Cancellation, share));
        }
        catch (ArgumentException exception)
        {
            throw new ExplainedException(exception.Message, ExitCode.Wrong);
        }
    }

    /// <summary>One set of options for all: the files have to agree where the command line states nothing.</summary>
    private RunOptions Options(IReadOnlyList<Scenario> scenarios)
    {
        scenarios = [.. scenarios.Where(scenario => !scenario.IsTotalOnly)];
        var all = scenarios.Select(scenario => settings.Run.For(scenario, session)).ToList();
        foreach (var (scenario, options) in scenarios.Zip(all))
        {
            if (Disagreement(all[0], options) is { } what)
            {
                throw new ExplainedException(
                    $"{scenario.File}: simulation.{what.Key}: found {what.Found}, but {scenarios[0].File} has {what.First}; allowed: the same for all scenarios of a comparison. "
                    + $"Give --{what.Key} to override the files.", ExitCode.Wrong);
            }
        }

        return all[0];
    }

    private static (string Key, object? Found, object? First)? Disagreement(RunOptions first, RunOptions other)
    {
        (string Key, object? Found, object? First)[] settings =
        [
            ("seed", other.Seed, first.Seed), ("samples", other.Samples ?? RunOptions.DefaultSamples, first.Samples ?? RunOptions.DefaultSamples),
            ("sampler", other.Sampler.ToString().ToLowerInvariant(), first.Sampler.ToString().ToLowerInvariant()),
            ("replicates", other.Replicates, first.Replicates), ("interval", other.Interval, first.Interval),
            ("precision", other.Precision ?? 0, first.Precision ?? 0),
        ];
        var at = Array.FindIndex(settings, setting => !Equals(setting.Found, setting.First));
        return at < 0 ? null : settings[at];
    }

    private static string FolderName(IReadOnlyList<Scenario> scenarios) => scenarios.Count == 2
        ? $"{scenarios[0].Name} and {scenarios[1].Name}"
        : FormattableString.Invariant($"{scenarios[0].Name} and {scenarios.Count - 1} others");

    private void Print(ComparisonResult comparison)
    {
        switch (settings.Format)
        {
            case "json":
                using (var buffer = new MemoryStream())
                {
                    ComparisonFiles.WriteJson(comparison, buffer);
                    session.Output.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
                }

                break;
            case "csv": ComparisonFiles.WriteCsv(comparison, session.Output); break;
            case "markdown": ComparisonReport.WriteMarkdown(comparison, session.Output, layout.Outputs, settings.IsQuiet); break;
            default: ComparisonReport.WriteText(comparison, session.Output, session.Width, session.Styled, layout.Outputs, settings.IsQuiet); break;
        }

        session.Output.Flush();
        foreach (var notice in settings.IsQuiet || settings.Format is not ("json" or "csv") ? [] : ComparisonReport.Notices(comparison))
        {
            session.Error.WriteLine(notice);
        }
    }

    private void Write(ComparisonResult comparison, IReadOnlyList<Scenario> scenarios, string folder, CancellationToken drawing)
    {
        var drawn = 0;
        var sheet = ComparisonSheet.Of(comparison, Outputs);
        var charts = new ComparisonCharts(comparison, sheet);
        var owner = ResultOwner.Of("compare", session.CommandLine, scenarios);
        var written = session.Keep(new ResultFolder(folder, settings.OutFolder is not null, owner), "comparison.json", into =>
        {
            AtomicFile.Write(Path.Combine(into, "comparison.json"), stream => ComparisonFiles.WriteJson(comparison, stream));
            AtomicFile.WriteText(Path.Combine(into, "comparison.csv"), writer => ComparisonFiles.WriteCsv(comparison, writer));
            AtomicFile.WriteText(Path.Combine(into, "summary.csv"), writer => SummaryCsv.Write(comparison.Scenarios, writer));
            AtomicFile.WriteText(Path.Combine(into, "sheet.csv"), writer => SheetCsv.Write(sheet, writer));
            drawn = settings.Charts?.Write(charts.Files(layout.Charts), into, session, drawing) ?? 0;
            AtomicFile.WriteText(Path.Combine(into, "report.html"), writer => ComparisonPage.Write(charts.Page(session.CommandLine, settings.Charts is not null), writer));
        });
        settings.Announce(session, written, ["comparison.json", "comparison.csv", "summary.csv", "sheet.csv", "report.html"], drawn);
    }
}

/// <summary>What is shown of a comparison, and in which order.</summary>
/// <param name="Outputs">Names of the outputs; null for the usual ones.</param>
/// <param name="Sort">Name of the output that orders the rows, or <c>name</c>; null for the order of the files.</param>
/// <param name="Charts">Kinds of charts; empty for the usual ones.</param>
internal sealed record ComparisonLayout(IReadOnlyList<string>? Outputs, string? Sort, IReadOnlyCollection<string> Charts);
