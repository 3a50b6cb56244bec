using Simulator.Model;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Studies.Disclosure;

/// <summary>Everything that forms ask about a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Result">Its run.</param>
/// <param name="Accounts">Figures that a run does not print, each known or not.</param>
/// <param name="Unit">What the software carbon intensity is per.</param>
/// <param name="Intensities">What the carbon intensities are, a sentence for each kind.</param>
internal sealed record Disclosed(
    Scenario Scenario, SimulationResult Result, IReadOnlyList<Account> Accounts, FunctionalUnit Unit, IReadOnlyList<string> Intensities)
{
    /// <summary>The account of a name.</summary>
    public Account this[string name] => Accounts.First(account => account.Name == name);

    /// <summary>The phases of training.</summary>
    public IEnumerable<Phase> Training => Scenario.Phases.Where(phase => !phase.IsServing);

    /// <summary>Whether the scenario is about serving alone.</summary>
    public bool IsServingAlone => !Training.Any();

    /// <summary>Whether the hardware is rented in every phase of training, or while serving where there is no training.</summary>
    public bool IsRented => (IsServingAlone ? Scenario.Phases : Training).All(phase => phase[Keys.Rental] is not null);

    /// <summary>Whether emissions of making the hardware are known of serving too.</summary>
    public bool HasHardwareOfServing => Scenario.Phases.Any(phase => phase.IsServing && (phase.Hours != HoursRoute.None || phase[Keys.EmbodiedPerRequest] is not null));
}

/// <summary>Computes what forms ask about a scenario.</summary>
internal static class DisclosureStudy
{
    /// <summary>Adds to the run of a scenario the figures that forms ask for, of the same samples.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="result">Its run.</param>
    /// <param name="options">How it was run.</param>
    /// <param name="unit">What the software carbon intensity is per; null for a million tokens where they are known, else for a training.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Disclosed Run(
        Scenario scenario, SimulationResult result, RunOptions options, FunctionalUnit? unit = null, CancellationToken cancellation = default)
    {
        var chosen = unit ?? (scenario.Phases.Any(phase => phase[Keys.Tokens] is not null) ? FunctionalUnit.MillionTokens : FunctionalUnit.Training);
        AccountPlan? accounts = null;
        var plan = PlanBuilder.Build(scenario, traced => (accounts = new AccountPlan(traced.Bound, new KnownOutputs(scenario.Phases), chosen).Build()).Figures);
        var figures = SimulationRunner.Run(plan, options with { Limits = [], Precision = null, Samples = Math.Max(2, result.Run.Samples) }, cancellation).Outputs;
        cancellation.ThrowIfCancellationRequested();
        return new Disclosed(
            scenario, result,
            [
                .. figures.Select(figure => new Account(figure.Name, figure, null)),
                .. accounts!.Unknown.Select(unknown => new Account(unknown.Name, null, unknown.Reason)),
            ],
            chosen, accounts.Intensities);
    }
}
