using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Planning;

/// <summary>What a reader has to know about outputs that depend on when a run takes place.</summary>
internal static class TimeNotices
{
    /// <summary>The sentences; none without series and marginal intensities.</summary>
    public static IEnumerable<string> Of(Scenario scenario, KnownOutputs known)
    {
        if (known.Contains("marginal_emissions"))
        {
            yield return "marginal_emissions are those of the plants that supply the additional demand of this run; operational_emissions are the run's share of all that the grid emits at the time. "
                + "They answer different questions, so one stands beside the other and they are never added.";
        }

        if (scenario.Phases.Any(phase => phase[Keys.Pue]?.Series is not null
            && (phase[Keys.CarbonIntensity]?.Series ?? phase[Keys.ElectricityPrice]?.Series ?? phase[Keys.MarginalIntensity]?.Series ?? phase[Keys.WaterIntensity]?.Series) is not null))
        {
            yield return "facility.pue is multiplied as its mean over the run with the means of other series: that both may rise and fall together within the run is left out.";
        }
    }
}
