using Simulator.Catalog;
using Simulator.Presentation;
using Simulator.Reporting.Tables;
using Simulator.Results;
using Simulator.Scenarios;
using Simulator.Studies.Disclosure;

namespace Simulator.Reporting.Disclosure;

/// <summary>Figures, names and sentences that several forms need.</summary>
internal static class FormFigures
{
    private static readonly string[] Tuning = ["fine-tun", "fine tun", "finetun", "sft", "lora", "instruct", "rlhf", "dpo"];
    private static readonly string[] Pretraining = ["pre-train", "pre train", "pretrain"];

    /// <summary>Why a figure is not there.</summary>
    public static string NotKnown(string what, string reason) => $"{what}: not known, since {reason}.";

    /// <summary>Level of the interval, e.g. <c>90%</c>.</summary>
    public static string Level(this Disclosed data) => Figures.Level(data.Result.Outputs.Select(output => output.Interval.Level).FirstOrDefault(0.9));

    /// <summary>Median and interval with a unit in words, e.g. <c>12,560 (9,187 to 17,310) t CO2e</c>.</summary>
    public static string Whole(OutputSummary figure) => Unit(figure) is var unit ? unit.Print(Text(figure, unit).Whole) : "";

    /// <summary>The unit that suits a figure's size.</summary>
    public static DisplayUnit Unit(OutputSummary figure) =>
        figure.Unit == "FLOP" ? new("FLOP", 1) : OutputTable.Unit(figure);

    /// <summary>Median and interval of a figure in a unit.</summary>
    public static IntervalText Text(OutputSummary figure, DisplayUnit unit) => IntervalText.Of(
        unit, figure.Interval.Low, figure.Median, figure.Interval.High, (figure.Error.Low, figure.Error.Median, figure.Error.High),
        figure.IsConstant, figure.Interval.HasTooFewBeyond) with { IsSampled = figure.IsSampled };

    /// <summary>A printed number as machines read it: without grouping or mark of doubt.</summary>
    public static string Plain(string number) => number.Replace(",", "", StringComparison.Ordinal).TrimStart('~');

    /// <summary>How the figures were estimated, in one sentence.</summary>
    public static string Method(this Disclosed data)
    {
        var run = data.Result.Run;
        var inputs = data.Result.Inputs;
        var program = $"simulator {run.Version}";
        if (!inputs.Any(input => input.IsUncertain))
        {
            return $"Arithmetic with {program} on {inputs.Count} inputs, none of which is stated as uncertain: there is no interval.";
        }

        var how = run.Sampler == "sobol" ? $"scrambled Sobol' points in {run.Replicates} replicates" : "independent";
        return $"Monte Carlo simulation with {program}: {Figures.Count(run.Samples)} samples ({how}, seed {run.Seed}), with {inputs.Count(input => input.IsUncertain)} of {inputs.Count} inputs uncertain. "
            + $"Figures are medians; the central {data.Level()} interval shows what the inputs leave uncertain.";
    }

    /// <summary>Which file the figures are of.</summary>
    public static string Provenance(this Disclosed data) => $"Scenario file {Path.GetFileName(data.Result.Scenario.File)}, SHA-256 {data.Result.Scenario.Sha256}.";

    /// <summary>pre-training or fine-tuning, as the names of the phases tell; null if they do not.</summary>
    public static string? TrainingType(this Disclosed data)
    {
        var names = data.Training.Select(phase => phase.Name).Distinct().ToList();
        return names.Exists(name => Has(name, Pretraining)) ? "pre-training" : names.Count > 0 && names.TrueForAll(name => Has(name, Tuning)) ? "fine-tuning" : null;

        static bool Has(string name, string[] words) => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Names of the accelerators of training; empty if no phase names a catalogue entry.</summary>
    public static IReadOnlyList<string> Accelerators(this Disclosed data) => Names(data.Training, phase => phase.Accelerator?.Name);

    /// <summary>Names of the places of training, a zone with its country; empty if no phase names one.</summary>
    public static IReadOnlyList<string> Places(this Disclosed data) =>
        Names(data.Training, phase => phase.Location is { } place ? place.PartOf is null ? place.Name : $"{place.Name}, {Country(place)}" : null);

    /// <summary>The country that a place is, or lies in.</summary>
    public static string Country(CatalogEntry place) => place.PartOf is { } country ? BuiltInCatalog.Locations[country].Name : place.Name;

    /// <summary>The accelerators in words, e.g. <c>16,384 x NVIDIA H100</c>; null if their name is not known.</summary>
    public static string? Hardware(this Disclosed data)
    {
        var names = data.Accelerators();
        return names.Count == 0 ? null
            : names.Count == 1 && data[Account.Accelerators].Figure is { } count ? $"{Figures.Count((long)Math.Round(count.Median))} x {names[0]}"
            : string.Join(", ", names);
    }

    // Phases that name none say nothing about the others.
    private static IReadOnlyList<string> Names(IEnumerable<Phase> phases, Func<Phase, string?> name)
    {
        var names = phases.Select(name).Distinct().ToList();
        return names.Contains(null) ? [] : [.. names.OfType<string>()];
    }
}
