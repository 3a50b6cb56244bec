namespace Simulator.Charts;

/// <summary>What a run can be drawn as.</summary>
public enum ChartKind
{
    /// <summary>How the samples of each output are spread.</summary>
    Histogram,

    /// <summary>How probable it is that energy, cost or emissions are larger than a value.</summary>
    Exceedance,

    /// <summary>Where energy, emissions and cost arise.</summary>
    Breakdown,

    /// <summary>Components by share of energy and share of cost.</summary>
    Quadrants,

    /// <summary>How the figures settled while samples were added.</summary>
    Convergence,

    /// <summary>How far each input by itself moves an output; drawn where the sensitivity was requested.</summary>
    Tornado,

    /// <summary>Energy, cost, emissions and the breakdown on one sheet.</summary>
    Overview,
}
