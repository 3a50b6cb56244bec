using Simulator.Results;

namespace Simulator.Reporting.Json;

/// <summary>How the sensitivity indices were computed.</summary>
internal sealed record JsonSensitivityRun(
    long BasePoints, long? RequestedBasePoints, int Replicates,
    OrderedDictionary<string, string?> WithoutIndices, OrderedDictionary<string, double> LogExplained)
{
    public static JsonSensitivityRun Of(SensitivityResult analysis) => new(
        analysis.BasePoints, analysis.Interrupted ? analysis.RequestedBasePoints : null, analysis.Replicates,
        analysis.Outputs.Where(output => output.WithoutIndices is not null).ToNamed(output => output.Output, output => output.WithoutIndices),
        analysis.Outputs.Where(output => output.WithoutIndices is null).ToNamed(output => output.Output, output => output.LogExplained));
}

/// <summary>What one input, or a correlated group, does to one output.</summary>
/// <param name="Group">Members of a group; null for an input by itself.</param>
/// <param name="First">First-order Sobol' index. [-]</param>
/// <param name="FirstError">Its Monte Carlo standard error.</param>
/// <param name="Total">Total Sobol' index. [-]</param>
/// <param name="TotalError">Its Monte Carlo standard error.</param>
/// <param name="LogShare">Share of the variance of the logarithm. [-]</param>
/// <param name="Tornado">A <see cref="JsonBar"/>; for a group, one for each member by its name.</param>
internal sealed record JsonInputIndices(
    IReadOnlyList<string>? Group, double First, double FirstError, double Total, double TotalError, double LogShare, object Tornado)
{
    public static JsonInputIndices Of(InputSensitivity input) => new(
        input.IsGroup ? input.Members : null, input.First.Value, input.First.Error, input.Total.Value, input.Total.Error, input.LogShare,
        input is { IsGroup: false, Tornado: [var only] } ? JsonBar.Of(only) : input.Tornado.ToNamed(bar => bar.Input, JsonBar.Of));
}

/// <summary>The output with one input alone at its 5th and 95th percentile.</summary>
internal sealed record JsonBar(double Low, double High)
{
    public static JsonBar Of(TornadoBar bar) => new(bar.Low, bar.High);
}

/// <summary>What characterises the worst cases of one output.</summary>
internal sealed record JsonWorstCases(
    double Share, double Threshold, double Mean, long Samples, long OutOf, long WorstSample, OrderedDictionary<string, JsonWorstInput> Inputs)
{
    public static JsonWorstCases Of(WorstCases worst) => new(
        worst.Share, worst.Threshold, worst.Mean, worst.Samples, worst.OutOf, worst.Worst,
        worst.Inputs.ToNamed(input => input.Input, input => new JsonWorstInput(input.Unit, input.Within, input.Overall, input.Position)));
}

/// <summary>An input in the worst cases and over all samples.</summary>
internal sealed record JsonWorstInput(string Unit, ValueSpread Within, ValueSpread Overall, double Position);
