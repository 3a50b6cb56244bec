using Simulator.Arithmetic;
using Simulator.Presentation;
using Simulator.Reporting.Json;
using Simulator.Reporting.Tables;
using Simulator.Studies.Fitting;

namespace Simulator.Reporting.Documents;

/// <summary>Fitted distributions, for people and for machines.</summary>
/// <param name="fit">The distributions.</param>
/// <param name="file">The file of the data.</param>
/// <param name="column">Its column.</param>
/// <param name="unit">Unit of the data; empty for plain numbers.</param>
/// <param name="unitRemark">What is not known of the unit; null if all is.</param>
internal sealed class FitReport(DistributionFit fit, string file, string column, string unit, string? unitRemark)
{
    /// <summary>What limits the meaning of the figures, one sentence or two each.</summary>
    public IReadOnlyList<string> Notices => [.. new[] { unitRemark, Ties(), Correlation(), Ranking(), Ends() }.OfType<string>()];

    /// <summary>The distributions by ascending AIC, with what was left out and the notices below.</summary>
    public ReportTable ForPeople()
    {
        var (least, leastBic) = (fit.Fits[0].Aic, fit.Fits.Min(each => each.Bic));
        return new ReportTable(
            $"{column} in {file}: {Figures.Count(fit.Data.Count)} values from {WithUnit(fit.Data.Minimum)} to {WithUnit(fit.Data.Maximum)}, mean {WithUnit(fit.Data.Mean)}",
            [
                new("distribution"), new("k", CellAlignment.Right), new("log-likelihood", CellAlignment.Right), new("AIC", CellAlignment.Right),
                new("ΔAIC", CellAlignment.Right), new("BIC", CellAlignment.Right), new("ΔBIC", CellAlignment.Right), new("KS distance", CellAlignment.Right),
            ],
            [.. fit.Fits.Select(each => (IReadOnlyList<string>)
            [
                ScenarioWording.Of(each, unit) + (each.HasFittedEnds ? " *" : ""), Figures.Count(each.Parameters.Count), Figures.Decimals(each.LogLikelihood, 2), Figures.Decimals(each.Aic, 2),
                Figures.Decimals(each.Aic - least, 2), Figures.Decimals(each.Bic, 2), Figures.Decimals(each.Bic - leastBic, 2), Figures.Decimals(each.KolmogorovDistance, 4),
            ])],
            [
                "k: number of parameters. KS distance: largest difference between the distribution functions of fit and data; as the parameters were fitted, it is no test.",
                .. fit.LeftOut.Select(each => $"Left out: {each.Name}: {each.Reason}."),
                .. Notices,
            ]);
    }

    /// <summary>A row for each distribution, those left out last with the reason, every digit.</summary>
    public ReportTable Rows() => new(
        "",
        [
            new("distribution"), new("scenario"), new("parameters"), new("log_likelihood"), new("aic"), new("bic"), new("ks_distance"), new("fitted_ends"), new("left_out"),
        ],
        [
            .. fit.Fits.Select(each => (IReadOnlyList<string>)
            [
                each.Name, ScenarioWording.Of(each, unit), Number(each.Parameters.Count), Number(each.LogLikelihood), Number(each.Aic), Number(each.Bic),
                Number(each.KolmogorovDistance), each.HasFittedEnds ? "true" : "false", "",
            ]),
            .. fit.LeftOut.Select(each => (IReadOnlyList<string>)[each.Name, "", "", "", "", "", "", "", each.Reason]),
        ]);

    /// <summary>Writes one JSON document, every digit.</summary>
    public void WriteJson(TextWriter writer) => JsonFormat.Write(writer, JsonFit.Of(fit, file, column, unit, Notices), ReportingJson.Documents.JsonFit);

    private string? Correlation()
    {
        var serial = fit.Correlation;
        if (!serial.IsSignificant)
        {
            return null;
        }

        var inflation = fit.Data.Count / serial.EffectiveCount;
        var test = $"autocorrelation at lag 1 {Figures.Decimals(serial.Autocorrelations[0], 2)}; Ljung-Box test over {serial.Autocorrelations.Count} lags: p {(serial.Probability < 1e-4 ? "< 0.0001" : "= " + Figures.Decimals(serial.Probability, 4))}";
        return $"Warning: the rows depend on each other ({test}), as in a time series or a sorted file. "
            + (inflation > 1.005
                ? $"If they are in the order of time, the {Figures.Count(fit.Data.Count)} values are worth about {Figures.Exact(serial.EffectiveCount, 2)} independent ones (n / (1 + 2 Σρ), summed to lag {serial.LastLag} by Geyer's initial positive sequence). "
                    + $"AIC and BIC count every row as independent: they overstate differences, by about {Figures.Exact(inflation, 2)} times."
                : "They alternate around the mean, so their number is not reduced; AIC and BIC count every row as independent all the same.");
    }

    private string? Ties() => fit.Data.Distinct is var distinct && distinct >= DistributionFit.FewestValues && 10L * distinct > fit.Data.Count ? null
        : $"There are only {distinct} different values: choice(...) or empirical(...) states them as they are.";

    private string? Ranking()
    {
        var byBic = fit.Fits.MinBy(each => each.Bic)!;
        return byBic == fit.Fits[0] ? null : $"By BIC, {byBic.Name} is best: BIC counts a parameter as ln n = {Figures.Decimals(PortableMath.Log(fit.Data.Count), 1)}, AIC as 2.";
    }

    private string? Ends() => !fit.Fits.Any(each => each.HasFittedEnds) ? null
        : "* The ends are fitted to the smallest and largest value and exclude everything beyond. AIC and BIC do not account for that, so they favour these distributions; "
            + "choose one if the quantity really has such ends.";

    private string WithUnit(double value) => Figures.Exact(value, 5) + (unit.Length == 0 ? "" : " " + unit);

    private static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
