using Simulator.Catalog;
using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;

namespace Simulator.Planning;

/// <summary>The ratio of site energy to accelerator energy, which can be checked against what a source claims.</summary>
/// <remarks>
/// Published powers are at times said to contain the PUE, or the server, and do not; or do, and the factor is applied
/// again. The product says how much was added in all.
/// </remarks>
internal static class SiteFactor
{
    /// <summary>Entry whose range of overheads stands for servers where the phase's accelerator has none.</summary>
    private const string CommonServer = "h100-sxm";

    /// <summary>Entry whose range of PUEs stands for a site.</summary>
    private const string CommonSite = "us-ai-sites";

    /// <summary>A sentence where neither overhead nor PUE is stated, so that energy is that of the chips alone; null where one of them is.</summary>
    public static string? OfChipsAlone(IEnumerable<Phase> phases)
    {
        var phase = phases.FirstOrDefault(phase => phase is { IsServing: false, MeasuredAt: null or Boundary.Accelerators, Overhead: OverheadRoute.Factor }
            && IsDefault(phase, Keys.OverheadFactor) && IsDefault(phase, Keys.Pue));
        if (phase is null)
        {
            return null;
        }

        var own = phase.Accelerator is { } named && named.Figures.TryGetValue(Keys.OverheadFactor.Name, out var figure) && figure.Range is not null ? named : BuiltInCatalog.Accelerators[CommonServer];
        var (overhead, pue) = (Range(own, Keys.OverheadFactor), Range(BuiltInCatalog.Operators[CommonSite], Keys.Pue));
        return FormattableString.Invariant(
            $"Energy is that of the accelerators alone: hardware.overhead and facility.pue are left out in {phase.Name}, and both are then 1. In the catalogue, servers ({own.Id}: overhead {overhead.Text}) and site ({CommonSite}: PUE {pue.Text}) multiply it by about {overhead.Median * pue.Median:0.0}. ")
            + $"Write hardware: {{overhead: {overhead.Text}}} and facility: {{pue: {pue.Text}}}, or your own figures; overhead: 1 and pue: 1 if the accelerators alone are meant.";
    }

    private static bool IsDefault(Phase phase, KeySpec key) => phase[key]?.Origin == QuantityOrigin.Default;

    private static (string Text, double Median) Range(CatalogEntry entry, KeySpec key) =>
        entry.Figures[key.Name].Range is { } text ? (text, QuantityParser.Parse(text, key).Distribution.Quantile(0.5)) : throw new InvalidDataException($"{entry.Id}: no range of {key.Name}.");

    /// <summary>One sentence for each phase whose factor differs from those before; none where nothing is added.</summary>
    public static IEnumerable<string> Notices(IEnumerable<Phase> phases) => phases
        .Where(phase => phase.Hours != HoursRoute.None)
        .Select(phase => new SiteFactors(Overhead(phase), Median(phase, Keys.Pue)))
        .Where(factors => factors.Overhead * factors.Pue != 1)
        .Distinct()
        .Select(factors => FormattableString.Invariant(
            $"Site over accelerator energy, at the medians: overhead {factors.Overhead:0.###} × PUE {factors.Pue:0.###} = {factors.Overhead * factors.Pue:0.###}."));

    private static double Overhead(Phase phase) => phase.Overhead switch
    {
        OverheadRoute.Components => 1 + phase.Components.Sum(component => component.Power.Distribution.Quantile(0.5)),
        OverheadRoute.Server => Median(phase, Keys.ServerPower) / (Median(phase, Keys.ServerAccelerators) * Median(phase, Keys.Tdp)),
        _ => Median(phase, Keys.OverheadFactor),
    };

    private static double Median(Phase phase, KeySpec key) => phase[key]!.Distribution.Quantile(0.5);

    private sealed record SiteFactors(double Overhead, double Pue);
}
