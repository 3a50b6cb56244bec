using System.Globalization;
using Simulator.Catalog;
using Simulator.Engine;
using Simulator.Model;
using Simulator.Planning;
using Simulator.Sampling.Sobol;
using Simulator.Scenarios;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Statistics.Counting;

namespace Simulator.Runs;

/// <summary>Refuses options that are not possible, with what was found and what is allowed.</summary>
internal static class RunChecks
{
    private const int MostReplicates = 1024;

    /// <summary>Checks options on their own.</summary>
    /// <exception cref="ArgumentException">Something is not possible.</exception>
    public static void Check(RunOptions options)
    {
        Require(options.Samples is null or >= 2, "samples", options.Samples, "at least 2");
        Require(options.Interval is > 0 and < 1, "interval", options.Interval, "between 0% and 100%");
        Require(options.Threads >= 1, "threads", options.Threads, "at least 1");
        Require(options.Replicates is >= 2 and <= MostReplicates, "replicates", options.Replicates, $"2 to {MostReplicates}");
        Require(options.Precision is null or (> 0 and < 1), "precision", options.Precision, "between 0% and 100%");
        Require(options.TimeLimit is null || options.TimeLimit > TimeSpan.Zero, "time", options.TimeLimit, "more than 0 s");
        Require(
            options.BlockSize >= ColumnTally.Segment && options.BlockSize % ColumnTally.Segment == 0,
            "block size", options.BlockSize, $"multiples of {ColumnTally.Segment}");
    }

    /// <summary>Checks options against a plan.</summary>
    /// <exception cref="ArgumentException">The sampler cannot serve the plan.</exception>
    public static void Check(SimulationPlan plan, RunOptions options) => Require(
        options.Sampler == Sampler.Random || SobolDimensions.Of(plan) <= SobolDirections.Dimensions,
        "sampler", $"sobol with {SobolDimensions.Of(plan)} uncertain inputs", $"at most {SobolDirections.Dimensions}; use --sampler random");

    /// <summary>Checks options against a plan whose points are drawn twice.</summary>
    /// <exception cref="ArgumentException">The sampler cannot serve the plan.</exception>
    public static void CheckForPickFreeze(SimulationPlan plan, RunOptions options) => Require(
        options.Sampler == Sampler.Random || 2 * SobolDimensions.Of(plan) <= SobolDirections.Dimensions,
        "sampler", $"sobol with {SobolDimensions.Of(plan)} uncertain inputs", $"at most {SobolDirections.Dimensions / 2} for sensitivity; use --sampler random");

    /// <summary>Checks that the inputs of a scenario determine every output that a limit is about.</summary>
    /// <exception cref="ArgumentException">One of them is not known.</exception>
    public static void CheckLimits(Scenario scenario, RunOptions options)
    {
        if (options.Limits.Count == 0)
        {
            return;
        }

        var known = new KnownOutputs(scenario);
        foreach (var (limit, part) in options.Limits.SelectMany(limit => limit.Parts.Select(part => (limit, part))))
        {
            if (part.Currency is { } currency && currency != (scenario.Costs?.Currency ?? Currencies.Dollars))
            {
                throw new ArgumentException(
                    $"limit '{limit.Text}'{(limit.Place.Length > 0 ? $" ({limit.Place})" : "")}: found an amount in {currency}; allowed: {scenario.Costs?.Currency ?? Currencies.Dollars}, the currency of the scenario's costs.");
            }

            if (part.Output.StartsWith(OutputDefinitions.PartOfCost, StringComparison.Ordinal) && !(scenario.Costs?.Lines.Any(line => line.Output == part.Output) ?? false))
            {
                var parts = PartsOfCost(scenario);
                if (parts.Contains(part.Output))
                {
                    continue;
                }

                throw new ArgumentException(
                    $"limit '{limit.Text}'{(limit.Place.Length > 0 ? $" ({limit.Place})" : "")}: found {part.Output}, which is no line or period of this scenario's costs; allowed: {(parts.Count > 0 ? string.Join(", ", parts) : "cost; there are no lines or periods")}.");
            }

            // Equivalences restate an output, so they are known where that is.
            var basis = BuiltInCatalog.Equivalences.TryGetValue(part.Output, out var equivalence) ? equivalence.Of : part.Output;
            if (known.Missing(basis) is { } lacking)
            {
                throw new ArgumentException(
                    $"limit '{limit.Text}'{(limit.Place.Length > 0 ? $" ({limit.Place})" : "")}: found {part.Output}, which is not computed ({lacking} is not set); "
                    + "allowed: an output that the scenario's inputs determine.");
            }
        }
    }

    // How many periods there are, and whether anything is paid after the last, depends on how long training lasts.
    private static List<string> PartsOfCost(Scenario scenario) => scenario.Costs is null ? []
        : [.. PlanBuilder.Build(scenario).Outputs.Select(output => output.Spec.Name).Where(name => name.StartsWith(OutputDefinitions.PartOfCost, StringComparison.Ordinal))];

    private static void Require(bool holds, string name, object? found, string allowed)
    {
        if (!holds)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}: found {found}; allowed: {allowed}."));
        }
    }
}
