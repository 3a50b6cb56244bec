using Simulator.Model;
using Simulator.Results;
using Simulator.Scenarios;
using Simulator.Scenarios.Resolution;

namespace Simulator.Studies.Validation;

/// <summary>Compares what others published with what a run gives.</summary>
public static class PublishedFigures
{
    /// <summary>One comparison for each published figure of a scenario, in the order of its file.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="result">A run of it.</param>
    public static IReadOnlyList<PublishedComparison> Compare(Scenario scenario, SimulationResult result) =>
        [.. scenario.Published.Select(figure => Compare(figure, result))];

    private static PublishedComparison Compare(PublishedFigure figure, SimulationResult result)
    {
        var output = result.Outputs.FirstOrDefault(output => output.Name == figure.Output);
        var (ours, error) = output is null ? (double.NaN, 0) : Statistic(output, figure.Probability);
        return new PublishedComparison(
            result.Scenario.Name, result.Scenario.File, output?.Label ?? figure.Output, figure, ours, error, output?.Interval ?? default)
        {
            ImplausibleIntensity = ImplausibleIntensity(figure, result),
        };
    }

    private static (double Value, double Error) Statistic(OutputSummary output, double? probability)
    {
        if (probability is not { } wanted)
        {
            return (output.Mean, output.Error.Mean);
        }

        var quantile = output.Quantiles.First(quantile => quantile.Probability == wanted);
        return (quantile.Value, quantile.Error);
    }

    // Tonnes over megawatt-hours are kilograms over kilowatt-hours.
    private static double? ImplausibleIntensity(PublishedFigure figure, SimulationResult result)
    {
        if ((figure.Output != OutputDefinitions.Emissions.Name && figure.Output != OutputDefinitions.OperationalEmissions.Name)
            || result.Outputs.FirstOrDefault(output => output.Name == OutputDefinitions.GridEnergy.Name) is not { } energy)
        {
            return null;
        }

        var implied = figure.Value / energy.Median;
        return implied is < Plausibility.LowestIntensity or > Plausibility.HighestIntensity ? implied : null;
    }
}
