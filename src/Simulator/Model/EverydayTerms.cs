using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Results in everyday terms (Eq. M19).</summary>
internal static class EverydayTerms
{
    private const double TokensPerMillion = 1e6;

    /// <summary>How many of an everyday thing an amount equals. [-]</summary>
    /// <param name="amount">Energy or emissions. [kWh] or [kg]</param>
    /// <param name="each">What one of the things takes. [kWh] or [kg]</param>
    /// <remarks>
    /// Eq. M19: n = amount / each. The factors are dated and cited in <c>Catalog/equivalences.yaml</c>. DeepSeek-V3's
    /// public estimate: 885.948 t / 4.6 t = 192.6 cars for a year.
    /// </remarks>
    public static T Of<T>(T amount, T each)
        where T : struct, IArithmeticLane<T> => amount / each;

    /// <summary>An amount per million tokens trained on. [unit of the amount]</summary>
    /// <param name="amount">Energy, emissions or cost of training.</param>
    /// <param name="tokens">Tokens trained on. [-]</param>
    /// <remarks>Eq. M19: amount · 10⁶ / D.</remarks>
    public static T PerMillionTokens<T>(T amount, T tokens)
        where T : struct, IArithmeticLane<T> => amount * T.Constant(TokensPerMillion) / tokens;
}
