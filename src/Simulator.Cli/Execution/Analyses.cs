using Simulator.Engine;
using Simulator.Catalog;
using Simulator.Cli.Console;
using Simulator.Model;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Studies.Sensitivity;

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
        SimulationResult result, Scenario scenario, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return result;
        }

        try
        {
            var worst = WorstCaseSearch.Run(scenario, result, [.. Worst ?? Reported], cancellation);
            var points = BasePoints ?? Math.Min(result.Run.Samples, SensitivityAnalysis.DefaultPoints);
            return result with
            {
                WorstCases = worst,
                Sensitivity = Indices
                    ? Known(SensitivityAnalysis.Run(scenario, options with { Samples = Math.Max(2, points) }, progress, cancellation), result)
                    : null,
            };
        }
        catch (OperationCanceledException)
        {
            return result with { Notices = [.. result.Notices, "Interrupted before the analyses were done; they are left out."] };
        }
    }

    // What a run turned out not to have has nothing that influences it.
    private static SensitivityResult Known(SensitivityResult sensitivity, SimulationResult result) => sensitivity with
    {
        Outputs = [.. sensitivity.Outputs.Where(output => result.Outputs.Any(one => one.Name == output.Output))],
    };
}
