using System.Globalization;
using Simulator.Engine;
using Simulator.Catalog;
using Simulator.Cli.Console;
using Simulator.Model;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Studies.Sensitivity;
using Simulator.Studies.Sharding;

namespace Simulator.Cli.Execution;

/// <summary>Analyses of a scenario in addition to its outputs.</summary>
/// <param name="Indices">Whether to compute which inputs the uncertainty comes from.</param>
/// <param name="BasePoints">Base points of the indices; null for as many as the run's samples, but no more than a million.</param>
/// <param name="Outputs">Outputs that are reported; null for the main ones.</param>
/// <param name="Worst">Outputs of which the worst cases are characterised; null for those reported.</param>
/// <param name="AreAll">Whether only these analyses are printed, not the outputs.</param>
internal sealed record Analyses(
    bool Indices, long? BasePoints, IReadOnlyList<string>? Outputs, IReadOnlyList<string>? Worst, bool AreAll)
{
    /// <summary>Outputs that are reported.</summary>
    public IReadOnlyList<string> Reported => Outputs ?? OutputDefinitions.Headline;

    /// <summary>Reads names of outputs, e.g. <c>emissions,cost</c>.</summary>
    /// <exception cref="ArgumentException">There is no such output; the message lists those that exist.</exception>
    public static IReadOnlyList<string> ParseOutputs(string names)
    {
        var known = OutputDefinitions.Names;
        var parsed = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in parsed.Where(name => !known.Contains(name)))
        {
            throw new ArgumentException($"There is no output '{name}'. Choose from: {string.Join(", ", known)}.{Spelling.HintLine(name, known)}");
        }

        return parsed;
    }

    /// <summary>Refuses options that the sampler does not support, before anything is sampled.</summary>
    /// <exception cref="ExplainedException">It cannot.</exception>
    public void Check(Scenario scenario, RunOptions options)
    {
        try
        {
            if (Indices)
            {
                SensitivityAnalysis.Check(scenario, options);
            }
        }
        catch (ArgumentException exception)
        {
            throw new ExplainedException($"{scenario.File}: {exception.Message}", ExitCode.Wrong);
        }
    }

    /// <summary>Adds the analyses to a result; a run that was stopped is returned unchanged.</summary>
    public SimulationResult Add(
        SimulationResult result, Scenario scenario, RunOptions options, SensitivityStudy analyse, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return result;
        }

        try
        {
            var worst = WorstCaseSearch.Run(scenario, result, [.. Worst ?? Reported], cancellation);
            return result with
            {
                WorstCases = worst,
                Sensitivity = Indices
                    ? Known(analyse(scenario, options with { Samples = PointsFor(result.Run.Samples) }, progress, cancellation), result)
                    : null,
            };
        }
        catch (OperationCanceledException)
        {
            return result with { Notices = [.. result.Notices, "Interrupted before the analyses were done; they are left out."] };
        }
    }

    /// <summary>A run with these analyses, in parts.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="options">How it is run.</param>
    public SplitRun Split(Scenario scenario, RunOptions options) => new(
        scenario,
        options,
        PartStudy.Of(
            AreAll ? PartStudy.Sensitivity : PartStudy.Run,
            (PartStudy.WithIndices, Indices && !AreAll ? [] : null),
            (PartStudy.BasePoints, BasePoints is { } points ? [points.ToString(CultureInfo.InvariantCulture)] : null),
            (PartStudy.Replicates, Indices && options.Sampler == Sampler.Random ? [options.Replicates.ToString(CultureInfo.InvariantCulture)] : null),
            (PartStudy.Outputs, Outputs),
            (PartStudy.Worst, Worst is { Count: > 0 } ? Worst : null)),
        Indices ? PointsFor(SamplingRounds.RequestFor(options).Samples) : null);

    /// <summary>The analyses that parts hold; null if they hold none.</summary>
    /// <exception cref="PartException">They cannot be.</exception>
    public static Analyses? Of(PartStudy study)
    {
        var isAll = study.Kind == PartStudy.Sensitivity;
        try
        {
            return isAll || study[PartStudy.WithIndices] is not null || study[PartStudy.Worst] is not null
                ? new Analyses(isAll || study[PartStudy.WithIndices] is not null, Points(), Names(PartStudy.Outputs), isAll ? null : Names(PartStudy.Worst) ?? [], isAll)
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            throw new PartException($"The parts ask for what no command line can: {exception.Message}");
        }

        long? Points() => study[PartStudy.BasePoints] is { } points ? long.Parse(string.Concat(points), NumberStyles.None, CultureInfo.InvariantCulture) : null;

        IReadOnlyList<string>? Names(string option) => study[option] is { } names ? ParseOutputs(string.Join(',', names)) : null;
    }

    private long PointsFor(long samples) => Math.Max(2, BasePoints ?? Math.Min(samples, SensitivityAnalysis.DefaultPoints));

    // What a run turned out not to have has nothing that influences it.
    private static SensitivityResult Known(SensitivityResult sensitivity, SimulationResult result) => sensitivity with
    {
        Outputs = [.. sensitivity.Outputs.Where(output => result.Outputs.Any(one => one.Name == output.Output))],
    };
}
