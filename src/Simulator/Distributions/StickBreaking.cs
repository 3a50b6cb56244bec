namespace Simulator.Distributions;

/// <summary>Shares that sum to one and vary together: the Dirichlet distribution, by stick breaking.</summary>
public static class StickBreaking
{
    /// <summary>How much of the rest each piece takes; the last piece takes what is left and has no entry.</summary>
    /// <param name="concentrations">Concentration α of each share, positive. [-]</param>
    /// <remarks>
    /// Fraction k is Beta(α_k, α_{k+1} + … + α_K), independent of the others; then the shares are Dirichlet(α).
    /// Inversion needs one uniform number a share, so it works with any sampler. Source: Sethuraman 1994.
    /// </remarks>
    public static IReadOnlyList<Distribution> Fractions(IReadOnlyList<double> concentrations)
    {
        var fractions = new List<Distribution>();
        for (var k = 0; k + 1 < concentrations.Count; k++)
        {
            fractions.Add(Beta.FromShapes(concentrations[k], concentrations.Skip(k + 1).Sum()));
        }

        return fractions;
    }
}
