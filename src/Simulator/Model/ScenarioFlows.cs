using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>One phase with its inputs and what follows from them.</summary>
/// <typeparam name="T">Lane.</typeparam>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Flows">What it takes and causes.</param>
/// <param name="IsServing">Whether it serves the model instead of training it.</param>
internal readonly record struct EvaluatedPhase<T>(PhaseInputs<T> Inputs, PhaseFlows<T> Flows, bool IsServing)
    where T : struct, IArithmeticLane<T>;

/// <summary>What all phases of a scenario take and cause: what outputs are computed from.</summary>
/// <typeparam name="T">Lane.</typeparam>
internal sealed class ScenarioFlows<T>
    where T : struct, IArithmeticLane<T>
{
    private readonly PhaseFlows<T> _total;
    private readonly PhaseFlows<T> _training;
    private readonly PhaseFlows<T> _serving;

    /// <summary>Puts phases together.</summary>
    /// <param name="phases">The phases, in the order of the scenario; at least one.</param>
    public ScenarioFlows(IReadOnlyList<EvaluatedPhase<T>> phases)
    {
        Phases = phases;
        _total = Combined(phases);
        _training = Combined(phases.Where(phase => !phase.IsServing));
        _serving = Combined(phases.Where(phase => phase.IsServing));
    }

    /// <summary>The phases one by one.</summary>
    public IReadOnlyList<EvaluatedPhase<T>> Phases { get; }

    /// <summary>All phases as one.</summary>
    public ref readonly PhaseFlows<T> Total => ref _total;

    /// <summary>The phases of training as one.</summary>
    public ref readonly PhaseFlows<T> Training => ref _training;

    /// <summary>Serving.</summary>
    public ref readonly PhaseFlows<T> Serving => ref _serving;

    /// <summary>What is paid beside the phases: the lines of the budget. [USD]</summary>
    public T CostBeside { get; init; }

    /// <summary>All costs where what one price may include of another is paid once. [USD]</summary>
    public T CostWithoutOverlap { get; init; }

    private static PhaseFlows<T> Combined(IEnumerable<EvaluatedPhase<T>> phases) =>
        phases.Select(phase => phase.Flows).DefaultIfEmpty().Aggregate((a, b) => PhaseModel.Combine(a, b));
}
