using System.Text.Json.Serialization;
using Simulator.Presentation;
using Simulator.Studies.Fitting;

namespace Simulator.Reporting.Json;

/// <summary>Distributions fitted to data.</summary>
internal sealed record JsonFit(
    string File, string Column, string Unit, int Count, double Mean, double StandardDeviation, double Minimum, double Maximum,
    IReadOnlyList<JsonFittedDistribution> Fits, IReadOnlyList<JsonLeftOut> LeftOut, JsonSerialCorrelation SerialCorrelation, IReadOnlyList<string> Notices) : VersionedDocument
{
    public static JsonFit Of(DistributionFit fit, string file, string column, string unit, IReadOnlyList<string> notices)
    {
        var byBic = fit.Fits.OrderBy(each => each.Bic).ToList();
        return new(
            file, column, unit, fit.Data.Count, fit.Data.Mean, fit.Data.Deviation, fit.Data.Minimum, fit.Data.Maximum,
            [.. fit.Fits.Select((each, index) => JsonFittedDistribution.Of(each, unit, index + 1, byBic.IndexOf(each) + 1))],
            [.. fit.LeftOut.Select(each => new JsonLeftOut(each.Name, each.Reason))],
            new(fit.Correlation.Autocorrelations, fit.Correlation.Probability, fit.Correlation.IsSignificant, fit.Correlation.EffectiveCount, fit.Correlation.LastLag),
            notices);
    }
}

/// <summary>One of them; every digit in the parameters, those that a scenario needs in the text.</summary>
internal sealed record JsonFittedDistribution(
    string Distribution, string Scenario, OrderedDictionary<string, double> Parameters, int ParameterCount, bool FittedEnds, double LogLikelihood,
    double Aic, double Bic, int RankByAic, int RankByBic, [property: JsonPropertyName("ks_distance")] double KolmogorovDistance)
{
    public static JsonFittedDistribution Of(FittedDistribution fit, string unit, int rankByAic, int rankByBic) => new(
        fit.Name, ScenarioWording.Of(fit, unit), fit.Parameters.ToNamed(parameter => parameter.Name, parameter => parameter.Value), fit.Parameters.Count,
        fit.HasFittedEnds, fit.LogLikelihood, fit.Aic, fit.Bic, rankByAic, rankByBic, fit.KolmogorovDistance);
}

/// <summary>A distribution that was not fitted, and why.</summary>
internal sealed record JsonLeftOut(string Distribution, string Reason);

/// <summary>Correlation of the rows: autocorrelations from lag 1 on, the probability of Ljung and Box, and n / (1 + 2 Σ ρ) summed up to a lag.</summary>
internal sealed record JsonSerialCorrelation(IReadOnlyList<double> Autocorrelations, double LjungBoxProbability, bool Significant, double EffectiveCount, int LastLag);
