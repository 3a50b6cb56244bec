using Simulator.Model;
using Simulator.Planning;
using Simulator.Presentation;
using Simulator.Results;

namespace Simulator.Runs;

/// <summary>Whether serving overtakes training at all (Eq. M23), and what its day means where it does so in some samples only.</summary>
/// <remarks>
/// The day is the time of serving until its energy equals that of training. It exists in every sample, so that quantiles and
/// mean are those of all samples; but beyond the time served it is no day that comes. Leaving those samples out would make
/// the day of the others look early. So they stay, and their share is stated; where not even the earliest day of the interval
/// comes, no day is printed.
/// </remarks>
internal static class Overtaking
{
    /// <summary>Where serving equals training. [-]</summary>
    public const double Equal = 1;

    /// <summary>The outputs without a day that never comes, and what a reader has to know about one that may not.</summary>
    /// <param name="outputs">All outputs of a run.</param>
    /// <param name="plan">What was run.</param>
    /// <param name="roots">What came out.</param>
    public static (IReadOnlyList<OutputSummary> Outputs, IReadOnlyList<string> Notices) Checked(
        IReadOnlyList<OutputSummary> outputs, SimulationPlan plan, IReadOnlyList<RootOutcome> roots)
    {
        var (day, ratio) = (OutputDefinitions.OvertakingDay.Name, OutputDefinitions.ServingOverTraining.Name);
        if (outputs.FirstOrDefault(output => output.Name == ratio) is not { } multiple || outputs.All(output => output.Name != day))
        {
            return (outputs, []);
        }

        var planned = plan.Outputs.First(output => output.Spec.Name == ratio).Value;
        var without = planned.Root < 0 ? "" : Without(multiple, planned.Factor, roots[planned.Root]);
        if (multiple.Interval.High < Equal)
        {
            var most = Figures.Percent(multiple.Maximum);
            var extent = multiple.IsConstant ? most : $"{Figures.Percent(multiple.Median)} (median), at most {most},";
            return ([.. outputs.Where(output => output.Name != day)],
                [$"Not computed: {day} (serving does not overtake training within the time served{without}: it takes {extent} of the energy of training)."]);
        }

        return multiple.Minimum >= Equal ? (outputs, []) : (outputs,
        [
            $"{day}: serving does not overtake training within the time served{without}; "
                + "the days of these samples are the time that serving would have to go on, at the same requests per day.",
        ]);
    }

    private static string Without(OutputSummary multiple, double factor, RootOutcome root)
    {
        var least = WantedFigures.Threshold(Equal, factor, includesAmount: true);
        var (total, crossing) = (root.Counts.Total, root.Counts.From(least).Count);
        var share = multiple.Maximum < Equal ? 1 : 1 - (crossing / total);

        // That of independent samples; Sobol' points do better.
        return share == 1 ? " in any sample" : $" in {Figures.Probability(share, Math.Sqrt(share * (1 - share) / total), total)} of the samples";
    }
}
