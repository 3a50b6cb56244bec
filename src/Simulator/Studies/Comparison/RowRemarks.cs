using Simulator.Model;
using Simulator.Planning;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Studies.Comparison;

/// <summary>What the reader has to know of a row beside others: what its boundary lacks, and what it has in addition.</summary>
internal static class RowRemarks
{
    /// <summary>That a model has nothing but what others have published.</summary>
    public const string PublishedAlone = "only published figures, without inputs, so that nothing can be computed";

    /// <summary>Remarks on all figures of a model.</summary>
    public static IEnumerable<string> OfModel(ComparedModel model)
    {
        var phases = model.Scenario.Phases;
        if (model.Result is null)
        {
            var notes = model.Scenario.Published.Select(figure => figure.Note).OfType<string>().Distinct(StringComparer.Ordinal).ToList();

            // A note that another one begins with, or ends with, would be read twice.
            yield return string.Join("; ", notes.Where(note => !notes.Exists(other => other.Length > note.Length && other.Contains(note, StringComparison.Ordinal))).Prepend(PublishedAlone));
            yield break;
        }

        if (model.IsServingAlone)
        {
            yield return "serving alone, no training";
        }
        else if (phases.Any(phase => phase.IsServing))
        {
            yield return "training and serving";
        }

        if (phases.Any(phase => phase.MeasuredAt is not null))
        {
            yield return $"energy as a meter read it ({string.Join(", ", phases.Select(phase => phase.MeasuredAt).OfType<Boundary>().Distinct().Select(Metered))}), not from rated power";
        }

        if (phases.Any(phase => IsDefault(phase, Keys.Pue) && phase.MeasuredAt is not (Boundary.Site or Boundary.Grid)))
        {
            yield return "PUE not stated, taken as 1: no cooling, no power distribution";
        }

        if (phases.Any(phase => !phase.IsServing && phase.Overhead == OverheadRoute.Factor && IsDefault(phase, Keys.OverheadFactor) && phase.MeasuredAt is null or Boundary.Accelerators))
        {
            yield return "overhead not stated, taken as 1: no servers around the accelerators, unless their power includes them";
        }

        if (phases.Any(phase => IsDefault(phase, Keys.Utilization) && phase.MeasuredAt is null))
        {
            yield return "utilization not stated, taken as 1: rated power throughout";
        }

        if (phases.Any(phase => IsDefault(phase, Keys.Losses) && phase.MeasuredAt is not Boundary.Grid))
        {
            yield return "losses of the grid not stated, taken as 0";
        }
    }

    /// <summary>Remarks on one output of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">The output.</param>
    /// <param name="known">Which outputs its inputs determine.</param>
    /// <param name="all">All models: what none of them has is lacking in no row.</param>
    public static IEnumerable<string> OfOutput(ComparedModel model, OutputDefinition output, KnownOutputs known, IReadOnlyList<ComparedModel> all)
    {
        if (model.Result is null)
        {
            return [];
        }

        return known.Missing(output.Name) is { } missing ? [$"not computed: {missing} not stated"] : [.. Lacks(output, known, all), .. Conventions(model, output), .. Rented(model, output), .. PaidTwice(model, output)];
    }

    private static IEnumerable<string> Lacks(OutputDefinition output, KnownOutputs known, IReadOnlyList<ComparedModel> all) =>
        from part in output.Parts
        where !known.Contains(part.Output) && IsUsual(part.Output, all)
        select $"no {part.Name}: {known.Missing(part.Output)} not stated";

    // A part that no row has, such as a carbon price, is not missed; embodied carbon and the main costs always are.
    private static bool IsUsual(string part, IReadOnlyList<ComparedModel> all) =>
        !OutputDefinitions.Named(part).IsSeldom || all.Any(model => model.Result?.Outputs.Any(output => output.Name == part) == true);

    private static IEnumerable<string> Conventions(ComparedModel model, OutputDefinition output)
    {
        var conventions = model.Scenario.Phases[0].Conventions;
        if (conventions.Evaporation == HydroEvaporation.Excluded && output.Unit == OutputDefinitions.Water.Unit)
        {
            yield return "no evaporation from reservoirs of hydropower";
        }

        if (output.Unit is not ("t" or "kg"))
        {
            yield break;
        }

        if (conventions.Accounting == EmissionAccounting.MarketBased)
        {
            yield return "market-based: after contracts for carbon-free electricity";
        }

        if (conventions.Factors == EmissionFactors.Direct)
        {
            yield return "direct emissions of generation alone, not its life cycle";
        }

        if (model.Scenario.Phases.Any(phase => phase.EmbodiedInFull))
        {
            yield return "embodied carbon of the hardware charged in full, not by its use";
        }
    }

    private static IEnumerable<string> PaidTwice(ComparedModel model, OutputDefinition output) =>
        model.Result?.Outputs.FirstOrDefault(one => one.Name == output.Name) is { PaidTwice.Length: > 0 } cost ? [$"may pay {cost.PaidTwice} twice"] : [];

    private static IEnumerable<string> Rented(ComparedModel model, OutputDefinition output) =>
        output.Parts.Any(part => part.Output == OutputDefinitions.HardwareCost.Name) && model.Scenario.Phases.Any(phase => phase[Keys.Rental] is not null)
            ? ["hardware at a rental rate, not by its price and life"]
            : [];

    private static string Metered(Boundary boundary) => boundary switch
    {
        Boundary.Accelerators => "of the accelerators alone",
        Boundary.It => "of the IT equipment",
        Boundary.Site => "of the site",
        _ => "of the site, with losses on the way",
    };

    private static bool IsDefault(Phase phase, KeySpec key) => phase[key] is { Origin: QuantityOrigin.Default };
}
