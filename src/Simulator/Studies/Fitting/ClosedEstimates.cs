using Simulator.Arithmetic;

namespace Simulator.Studies.Fitting;

/// <summary>Parameters of greatest likelihood that a formula gives.</summary>
/// <remarks>
/// MathNet's <c>Normal.Estimate</c> and <c>LogNormal.Estimate</c> divide by n − 1, which has no bias in the variance but
/// not the greatest likelihood; so the averages are MathNet's and the divisor is n.
/// </remarks>
internal static class ClosedEstimates
{
    private static readonly double LogTwoPi = PortableMath.Log(2 * Math.PI);

    /// <summary>Mean and standard deviation.</summary>
    public static Estimate Normal(DataSample data) =>
        new(NormalLogLikelihood(data.Count, data.Deviation), new("mean", data.Mean), new("sd", data.Deviation));

    /// <summary>Mean and standard deviation of the logarithms.</summary>
    public static Estimate Lognormal(DataSample data) => new(
        NormalLogLikelihood(data.Count, data.LogarithmDeviation) - (data.Count * data.MeanLogarithm),
        new("median", PortableMath.Exp(data.MeanLogarithm)), new("gsd", PortableMath.Exp(data.LogarithmDeviation)));

    /// <summary>The ends of the data.</summary>
    public static Estimate Uniform(DataSample data) =>
        new(-data.Count * PortableMath.Log(data.Maximum - data.Minimum), new("min", data.Minimum), new("max", data.Maximum));

    /// <summary>The ends of the data.</summary>
    public static Estimate LogUniform(DataSample data) => new(
        -data.Count * (data.MeanLogarithm + PortableMath.Log(data.LogRange)), new("min", data.Minimum), new("max", data.Maximum));

    /// <summary>The mean.</summary>
    public static Estimate Exponential(DataSample data) => new(-data.Count * (1 + PortableMath.Log(data.Mean)), new FittedParameter("mean", data.Mean));

    // At the estimate, the squared distances average to the variance.
    private static double NormalLogLikelihood(int count, double deviation) => -count * ((0.5 * (LogTwoPi + 1)) + PortableMath.Log(deviation));
}

/// <summary>Parameters of greatest likelihood.</summary>
/// <param name="LogLikelihood">Logarithm of the density of all data there. [-]</param>
/// <param name="Parameters">The parameters, in the order of the scenario format.</param>
internal sealed record Estimate(double LogLikelihood, params FittedParameter[] Parameters);
