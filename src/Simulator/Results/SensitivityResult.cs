namespace Simulator.Results;

/// <summary>How much of the uncertainty of each output comes from which input.</summary>
/// <param name="BasePoints">Points at which the inputs were exchanged one by one, over all replicates.</param>
/// <param name="RequestedBasePoints">Points requested: more than drawn if the analysis was interrupted.</param>
/// <param name="Replicates">Independent randomizations, whose spread gives the errors.</param>
/// <param name="CriticalValue">Critical value of the 95% error interval of an index: its half-width in standard errors. [-]</param>
/// <param name="Device">What it was computed on, e.g. cpu-avx512.</param>
/// <param name="Seconds">Wall-clock time of the indices. [s]</param>
/// <param name="Outputs">The outputs, in the order of the documentation; those in everyday terms are multiples of others and share their indices.</param>
/// <param name="Notices">What the reader needs to know about it.</param>
public sealed record SensitivityResult(
    long BasePoints, long RequestedBasePoints, int Replicates, double CriticalValue, string Device, double Seconds,
    IReadOnlyList<OutputSensitivity> Outputs,
    IReadOnlyList<string> Notices)
{
    /// <summary>Whether the user stopped the analysis before all points were drawn.</summary>
    public bool Interrupted => BasePoints < RequestedBasePoints;
}

/// <summary>What one output depends on.</summary>
/// <param name="Output">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Label">For people, e.g. <c>Emissions</c>.</param>
/// <param name="Unit">Unit of the tornado's figures.</param>
/// <param name="AtMedians">The output with every input at its median.</param>
/// <param name="LogExplained">
/// How much of the variance of the output's logarithm the inputs' logarithms explain linearly: 1 for a product, the sum
/// of <see cref="InputSensitivity.LogShare"/>; NaN where the output is not positive in every sample. [-]
/// </param>
/// <param name="WithoutIndices">Why there are no indices (the output is exact, or not a number in some samples); null where there are.</param>
/// <param name="Inputs">The inputs that affect it, by total index, the largest first; empty where there are no indices.</param>
public sealed record OutputSensitivity(
    string Output, string Label, string Unit, double AtMedians, double LogExplained, string? WithoutIndices,
    IReadOnlyList<InputSensitivity> Inputs)
{
    /// <summary>Share of the variance that inputs explain one at a time; the rest up to 1 comes from interactions. [-]</summary>
    public double FirstOrderSum => Inputs.Sum(input => input.First.Value);
}

/// <summary>What one input, or one group of inputs that vary together, contributes to an output.</summary>
/// <param name="Name">Path of the input; for a group, its members' paths joined by <c> + </c>, or the path of a generation mix.</param>
/// <param name="Members">Paths of the inputs that are exchanged together; one for an input by itself.</param>
/// <param name="First">First-order Sobol' index: share of the variance that would vanish if the input were known. [-]</param>
/// <param name="Total">Total Sobol' index: share of the variance that would remain if all other inputs were known. [-]</param>
/// <param name="LogShare">
/// Share of the variance of the output's logarithm; NaN where the input is not positive in every sample, or the output is
/// not. It can be negative where inputs are correlated. [-]
/// </param>
/// <param name="Tornado">The output with one member alone moved from its 5th to its 95th percentile; one bar a member.</param>
public sealed record InputSensitivity(
    string Name, IReadOnlyList<string> Members, SensitivityIndex First, SensitivityIndex Total, double LogShare,
    IReadOnlyList<TornadoBar> Tornado)
{
    /// <summary>Whether the indices are those of several inputs together.</summary>
    public bool IsGroup => Members.Count > 1;
}

/// <summary>A Sobol' index.</summary>
/// <param name="Value">Estimate; sampling can put it slightly below 0 or above 1. [-]</param>
/// <param name="Error">Its Monte Carlo standard error, from the spread between replicates. [-]</param>
public readonly record struct SensitivityIndex(double Value, double Error);

/// <summary>One bar of a tornado: one input moved, all others at their medians.</summary>
/// <param name="Input">Path of the input.</param>
/// <param name="InputUnit">Unit of the input's figures.</param>
/// <param name="InputLow">5th percentile of the input.</param>
/// <param name="InputHigh">95th percentile of the input.</param>
/// <param name="Low">The output with the input at its 5th percentile; larger than <paramref name="High"/> where the output falls with the input.</param>
/// <param name="High">The output with the input at its 95th percentile.</param>
public sealed record TornadoBar(string Input, string InputUnit, double InputLow, double InputHigh, double Low, double High);
