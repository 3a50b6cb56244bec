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
