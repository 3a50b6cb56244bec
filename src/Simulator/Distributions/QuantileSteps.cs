using Simulator.Transforms;

namespace Simulator.Distributions;

/// <summary>The quantile function of a mixture as a staircase of one word.</summary>
/// <remarks>
/// A copula correlates words. Of a mixture whose component is chosen by a second, independent word it reaches only what
/// happens within the components. Here the steps lie at quantiles of the components, so that neither gaps between them nor
/// far tails are smeared; each has a probability below 1e-4, and the middle of its ends as value.
/// </remarks>
internal static class QuantileSteps
{
    private const int Steps = 1 << 15;
    private const double Reach = 6.36; // the largest score of a word

    /// <summary>The transform, whose values rise with the word.</summary>
    /// <param name="mixture">The mixture.</param>
    /// <param name="components">What it mixes.</param>
    public static Transform Of(Distribution mixture, IReadOnlyCollection<Distribution> components)
    {
        var ends = new SortedSet<double>();
        foreach (var component in components)
        {
            ends.UnionWith(component.Atoms.SelectMany(atom => new[] { Math.BitDecrement(atom.Value), atom.Value }));
            ends.UnionWith(component.Atoms.Any() ? [] : Ends(component, Steps / 2 / components.Count));
        }

        var values = new List<double>();
        var cumulative = new List<double>();
        double before = double.NaN, below = 0;
        foreach (var end in ends)
        {
            var probability = mixture.Cdf(end);
            if (probability > below || values.Count == 0)
            {
                values.Add(double.IsNaN(before) ? end : before + ((end - before) / 2));
                cumulative.Add(below = probability);
            }

            before = end;
        }

        cumulative[^1] = 1;
        return Transform.Steps(values, cumulative);
    }

    // Half of them alike in probability, for the bulk; half of them alike in the normal score, for the tails.
    private static IEnumerable<double> Ends(Distribution component, int count)
    {
        for (var i = 1; i < count; i++)
        {
            var probability = (double)i / count;
            var score = Reach * ((2 * probability) - 1);
            yield return component.Quantile(probability, 1 - probability);
            yield return component.Quantile(StandardNormal.Cdf(score), StandardNormal.Cdf(-score));
        }
    }
}
