namespace Simulator.Results;

/// <summary>What the samples with the largest values of an output have in common.</summary>
/// <param name="Output">Stable name, e.g. <c>emissions</c>.</param>
/// <param name="Label">For people, e.g. <c>Emissions</c>.</param>
/// <param name="Unit">Unit of the output's figures.</param>
/// <param name="Share">Share of the samples that counts as the worst, e.g. 0.05. [-]</param>
/// <param name="Threshold">The output's quantile at 1 − <paramref name="Share"/>: samples at or above it are the worst.</param>
/// <param name="Mean">Mean of the output within the worst samples.</param>
/// <param name="Samples">Worst samples.</param>
/// <param name="OutOf">Samples looked through: all of the run, or the first 4,194,304.</param>
/// <param name="Worst">Number of the sample with the largest output, as <c>simulator replay --sample</c> takes it.</param>
/// <param name="Inputs">The uncertain inputs, the one that stands out most first.</param>
public sealed record WorstCases(
    string Output, string Label, string Unit, double Share, double Threshold, double Mean, long Samples, long OutOf, long Worst,
    IReadOnlyList<WorstCaseInput> Inputs);

/// <summary>One input within the worst samples and overall.</summary>
/// <param name="Input">Path of the input.</param>
/// <param name="Unit">Unit of the figures.</param>
/// <param name="Within">The input in the worst samples.</param>
/// <param name="Overall">The input as it was given.</param>
/// <param name="Position">Probability that the input lies below its median within the worst samples: 0.5 where it plays no part. [-]</param>
public sealed record WorstCaseInput(string Input, string Unit, ValueSpread Within, ValueSpread Overall, double Position);

/// <summary>Mean and percentiles of a quantity.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="P5">5th percentile.</param>
/// <param name="Median">Median.</param>
/// <param name="P95">95th percentile.</param>
public readonly record struct ValueSpread(double Mean, double P5, double Median, double P95);
