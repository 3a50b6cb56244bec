using Simulator.Engine;
using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Gates;
using Simulator.Reporting.Html;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;

namespace Simulator.Cli.Execution;

/// <summary>Runs the scenarios of one command line: checks all, runs each, prints and writes the results.</summary>
internal sealed class ScenarioRun(
    Session session, RunSettings settings, ChartFiles? charts, string? outFolder, string format, bool quiet, Analyses? analyses = null, SampleFile? samples = null)
{
    /// <summary>Receives what a gate looks at; null where nothing does.</summary>
    public GateFindings? Findings { get; init; }

    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs the scenarios of some files and returns the exit code.</summary>
    public int Run(IReadOnlyList<string> paths)
    {
        var (read, errors) = ScenarioLoader.Load(paths, session);
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }

        return RunAll(read);
    }

    /// <summary>Runs scenarios and returns the exit code.</summary>
    public int RunAll(IReadOnlyList<Scenario> read)
    {
        session.BeginWork();
        List<Scenario> scenarios = [.. read.Select(settings.Apply)];
        var options = scenarios
            .Select(scenario => settings.For(scenario, session) with { TracksConvergence = charts?.ShowsConvergence ?? false })
            .ToList();
        for (var index = 0; index < scenarios.Count; index++)
        {
            analyses?.Check(scenarios[index], options[index]);
        }

        samples?.Check(scenarios, options);
        var folders = WritableFolders(scenarios);
        var results = new List<SimulationResult>();
        for (var index = 0; index < scenarios.Count && !session.Cancellation.IsCancellationRequested; index++)
        {
            if (SimulateOrStop(scenarios[index], options[index]) is not { } result)
            {
                break;
            }

            var drawing = session.ForCharts();
            results.Add(result);
            Print(result, isFirst: index == 0);
            samples?.Write(scenarios[index], result.Run, session, quiet);
            Write(scenarios[index], result, folders[index], isOnly: scenarios.Count == 1, drawing);
        }

        if (results.Count == 0)
        {
            session.Cancellation.ThrowIfCancellationRequested();
        }

        PrintTogether(results);
        return Ending(scenarios, results);
    }

    /// <summary>The result; null if the user has stopped the run before its first sample, so that what came before it is not lost.</summary>
    private SimulationResult? SimulateOrStop(Scenario scenario, RunOptions options)
    {
        try
        {
            return Simulate(scenario, options);
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private SimulationResult Simulate(Scenario scenario, RunOptions options) =>
        session.Watch(scenario.Name, quiet, progress => Simulate(scenario, options, progress));

    private SimulationResult Simulate(Scenario scenario, RunOptions options, IProgress<RunProgress>? progress)
    {
        var result = session.Simulate(scenario, options, progress, session.Cancellation);
        return analyses?.Add(result, scenario, options, session.Analyse, progress, session.Cancellation) ?? result;
    }

    /// <summary>Checks the folders before hours of sampling; null if results are not kept.</summary>
    private IReadOnlyList<string?> WritableFolders(IReadOnlyList<Scenario> scenarios)
    {
        var folders = scenarios.Select(scenario => OutputFolders.For(scenario.Name, outFolder, isOnly: scenarios.Count == 1)).ToList();
        foreach (var folder in folders.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (OutputFolders.Refusal(folder) is not { } refusal)
            {
                continue;
            }

            if (outFolder is not null)
            {
                throw new ExplainedException($"Results cannot be written to '{folder}': {refusal}", ExitCode.Failed);
            }

            session.Error.WriteLine($"Results are not saved: '{folder}' cannot be written to ({refusal}); choose another folder with --out.");
            return [.. folders.Select(_ => (string?)null)];
        }

        return folders;
    }

    private void Print(SimulationResult result, bool isFirst)
    {
        if (format == "table")
        {
            if (!isFirst)
            {
                session.Output.WriteLine();
            }

            ResultReport.WriteText(result, session.Output, session.Width, session.Styled, Tables(result), quiet);
        }
        else if (format == "markdown")
        {
            ResultReport.WriteMarkdown(result, session.Output, Tables(result), quiet);
        }

        session.Output.Flush();
    }

    /// <summary>What is printed, if not everything; else null.</summary>
    private IReadOnlyList<ReportTable>? Tables(SimulationResult result) =>
        analyses is { AreAll: true } ? ResultReport.Drivers(result, analyses.Outputs) : null;

    /// <summary>The formats that make one document of all results.</summary>
    private void PrintTogether(IReadOnlyList<SimulationResult> results)
    {
        if (results.Count == 0 || format is not ("json" or "csv"))
        {
            return;
        }

        switch (format, results.Count)
        {
            case ("csv", _) when analyses is { AreAll: true }: SensitivityCsv.Write(results, session.Output); break;
            case ("json", 1): SummaryJson.Write(results[0], session.Output); break;
            case ("json", _): SummaryJson.Write(results, session.Output); break;
            case ("csv", 1): SummaryCsv.Write(results[0], session.Output); break;
            default: SummaryCsv.Write(results, session.Output); break;
        }

        session.Output.Flush();
        foreach (var result in quiet ? [] : results)
        {
            foreach (var notice in result.Notices)
            {
                session.Error.WriteLine($"{result.Scenario.Name}: {notice}");
            }
        }
    }

    private void Write(Scenario scenario, SimulationResult result, string? folder, bool isOnly, CancellationToken drawing)
    {
        if (folder is null)
        {
            return;
        }

        var drawn = 0;
        var written = session.Keep(
            new ResultFolder(folder, isNamed: outFolder is not null && isOnly, ResultOwner.Of("run", session.CommandLine, [scenario]), _written), "summary.json", into =>
            {
                AtomicFile.Write(Path.Combine(into, "summary.json"), stream => SummaryJson.Write(result, stream));
                AtomicFile.WriteText(Path.Combine(into, "summary.csv"), writer => SummaryCsv.Write(result, writer));
                if (result.Sensitivity is not null)
                {
                    AtomicFile.WriteText(Path.Combine(into, "sensitivity.csv"), writer => SensitivityCsv.Write([result], writer));
                }

                var content = new ReportContent(result) { Command = session.CommandLine, Sources = scenario.Sources };
                Together(
                    () => drawn = charts?.Write(result, into, session, drawing) ?? 0,
                    () => AtomicFile.WriteText(Path.Combine(into, "report.html"), writer => HtmlReport.Write(charts?.Illustrate(content) ?? content, writer)));
            });
        _written.Add(written);
        if (charts?.Missing(result) is { Length: > 0 } missing)
        {
            session.Error.WriteLine(missing);
        }

        if (!quiet)
        {
            string[] names = ["summary.json", "summary.csv", .. result.Sensitivity is null ? Array.Empty<string>() : ["sensitivity.csv"], "report.html"];
            session.AnnounceFiles(written, names, drawn);
        }
    }

    // Charts take longest, so the report is written beside them unless one thread was requested.
    private void Together(Action charts, Action report)
    {
        if (settings.Threads == 1)
        {
            report();
            charts();
            return;
        }

        var drawing = Task.Run(charts);
        try
        {
            report();
        }
        finally
        {
            drawing.GetAwaiter().GetResult();
        }
    }

    private int Ending(IReadOnlyList<Scenario> scenarios, IReadOnlyList<SimulationResult> results)
    {
        Findings?.Add(scenarios.Zip(results).SelectMany(pair => GateCases.Of(pair.Second, pair.First)));
        foreach (var result in quiet ? [] : results)
        {
            foreach (var alarm in LimitsTable.Alarms(result.Limits))
            {
                session.Error.WriteLine($"{result.Scenario.Name}: {alarm}");
            }
        }

        var stopped = results.Where(result => result.Run.Interrupted).ToList();
        foreach (var result in stopped)
        {
            session.Error.WriteLine($"{result.Scenario.Name}: {OutputTable.Interruption(result.Run)}");
        }

        foreach (var scenario in scenarios.Skip(results.Count))
        {
            session.Error.WriteLine($"{scenario.Name}: not run.");
        }

        stopped.AddRange(results.Where(result => result.Sensitivity is { Interrupted: true }));
        return stopped.Count > 0 || results.Count < scenarios.Count ? ExitCode.Interrupted
            : results.Any(result => result.Limits.Any(limit => limit.Verdict == LimitVerdict.Fails)) ? ExitCode.NotAsStated
            : ExitCode.Fine;
    }
}
