using Simulator.Results;
using Simulator.Scenarios;

namespace Simulator.Studies.Comparison;

/// <summary>One scenario of a comparison.</summary>
/// <param name="Name">Its name, unique in the comparison.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Result">Its run; null where only published figures are stated.</param>
internal sealed record ComparedModel(string Name, Scenario Scenario, SimulationResult? Result)
{
    /// <summary>Whether it is served but not trained, so that its totals are of another kind than those of the others.</summary>
    public bool IsServingAlone => Scenario.Phases.Count > 0 && Scenario.Phases.All(phase => phase.IsServing);
}

/// <summary>How probable it is that an output is less in one scenario than in another.</summary>
/// <param name="A">Name of scenario A.</param>
/// <param name="B">Name of scenario B.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="ALess">Share of the samples in which A is less. [-]</param>
/// <param name="Equal">Share of the samples in which both are the same. [-]</param>
/// <param name="Error">Monte Carlo standard error of <paramref name="ALess"/>; 0 where nothing is sampled. [-]</param>
internal sealed record PairProbability(string A, string B, string Output, double ALess, double Equal, double Error);
