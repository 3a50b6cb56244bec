using Simulator.Arithmetic;
using Simulator.Distributions;

namespace Simulator.Studies.Fitting;

/// <summary>A distribution of the scenario format with the parameters of greatest likelihood for some data.</summary>
/// <param name="Name">Its name in a scenario, e.g. <c>gamma</c>.</param>
/// <param name="Parameters">Its parameters, in the order in which a scenario states them; lengths in the unit of the data.</param>
/// <param name="Distribution">The distribution, in the unit of the data.</param>
/// <param name="LogLikelihood">Natural logarithm of the density of all data; it depends on their unit. [-]</param>
/// <param name="KolmogorovDistance">Largest difference between its distribution function and that of the data. [0..1]</param>
/// <param name="Count">Number of data.</param>
internal sealed record FittedDistribution(
    string Name, IReadOnlyList<FittedParameter> Parameters, Distribution Distribution, double LogLikelihood, double KolmogorovDistance, int Count)
{
    /// <summary>Whether its ends were fitted, so that the density is zero just beyond the data.</summary>
    public bool HasFittedEnds { get; init; }

    /// <summary>Akaike's information criterion, 2k − 2 ln L with k parameters. [-]</summary>
    /// <remarks>H. Akaike, IEEE Transactions on Automatic Control 19 (1974) 716.</remarks>
    public double Aic => (2 * Parameters.Count) - (2 * LogLikelihood);

    /// <summary>The Bayesian information criterion, k ln n − 2 ln L with k parameters and n data. [-]</summary>
    /// <remarks>G. Schwarz, Annals of Statistics 6 (1978) 461.</remarks>
    public double Bic => (Parameters.Count * PortableMath.Log(Count)) - (2 * LogLikelihood);
}

/// <summary>A parameter of a fitted distribution.</summary>
/// <param name="Name">Its name in a scenario, e.g. <c>mean</c>.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct FittedParameter(string Name, double Value);

/// <summary>A distribution that was not fitted.</summary>
/// <param name="Name">Its name in a scenario.</param>
/// <param name="Reason">Why not, as a clause.</param>
internal sealed record LeftOutDistribution(string Name, string Reason);
