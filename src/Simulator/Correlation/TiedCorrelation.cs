using Simulator.Arithmetic;
using Simulator.Distributions;

namespace Simulator.Correlation;

/// <summary>Rank correlations of two inputs under a Gaussian copula where one of them has values with probabilities of their own.</summary>
/// <remarks>
/// Ties weaken a rank correlation, and keep it below 1 even where both inputs rise together. Spearman's ρₛ is that of
/// average ranks and Kendall's is τ-b, as <c>RankStatistics</c> measures them. Both inputs are cut into cells, one an
/// atom and many alike for the rest; the probability of a quadrant follows from ∂Φ₂/∂ρ = φ₂ (R. L. Plackett,
/// "A reduction formula for normal multivariate integrals", Biometrika 41 (1954) 351, doi:10.1093/biomet/41.3-4.351).
/// </remarks>
internal sealed class TiedCorrelation
{
    private const int Cells = 128;
    private const int Angles = 96;

    /// <summary>Atoms below this probability weaken no correlation by 1e-5. [-]</summary>
    private const double LeastAtom = 1.0 / 256;

    private readonly RankMeasure _measure;
    private readonly Ranks _first;
    private readonly Ranks _second;

    private TiedCorrelation(RankMeasure measure, Ranks first, Ranks second) => (_measure, _first, _second) = (measure, first, second);

    /// <summary>The relation for two inputs; null if neither has ties, so that <see cref="RankCorrelation"/> holds.</summary>
    public static TiedCorrelation? Of(RankMeasure measure, Distribution first, Distribution second) =>
        HasTies(first) || HasTies(second) ? new(measure, new Ranks(first), new Ranks(second)) : null;

    /// <summary>The correlation of normal scores that gives a rank correlation or, where none does, the strongest; and what it gives. [-]</summary>
    public (double Rho, double Reached) Solve(double value)
    {
        var last = (Rho: 0.0, Reached: 0.0);
        var strongest = RankCorrelation.ToNormal(_measure, RankCorrelation.Largest);
        foreach (var (rho, reached) in Walk(Math.Sign(value), strongest).Skip(1))
        {
            if (Math.Abs(reached) >= Math.Abs(value))
            {
                // Nearly a straight line between two angles.
                var part = (value - last.Reached) / (reached - last.Reached);
                return (PortableMath.Sin(PortableMath.Asin(last.Rho) + (part * (PortableMath.Asin(rho) - PortableMath.Asin(last.Rho)))), value);
            }

            last = (rho, reached);
        }

        return last;
    }

    /// <summary>The rank correlation that a correlation of normal scores gives. [-]</summary>
    public double At(double rho) => Walk(Math.Sign(rho), Math.Abs(rho)).Last().Reached;

    private static bool HasTies(Distribution distribution) => distribution.Atoms.Any(atom => atom.Probability > LeastAtom);

    // From independence to a correlation of ±rho, in angles asin(ρ) that become dense near the end, where the quadrants change fastest.
    private IEnumerable<(double Rho, double Reached)> Walk(int sign, double rho)
    {
        var quadrants = new double[_first.Scores.Length, _second.Scores.Length];
        var last = 0.0;
        yield return (0, 0);

        // A constant correlates with nothing; it may have other values with a negligible probability.
        var isPossible = sign != 0 && _first.Scores.Length > 0 && _second.Scores.Length > 0;
        for (var i = 1; i <= Angles && isPossible; i++)
        {
            var rest = 1 - ((double)i / Angles);
            var angle = PortableMath.Asin(rho) * (1 - (rest * rest));
            Add(quadrants, sign, last, angle);
            yield return (sign * PortableMath.Sin(angle), _measure == RankMeasure.Spearman ? Spearman(quadrants) : Kendall(quadrants));
            last = angle;
        }
    }

    // Two points of Gauss and Legendre; with ρ = sin θ the density times dρ/dθ has no pole.
    private void Add(double[,] quadrants, int sign, double from, double to)
    {
        foreach (var place in (double[])[-1 / Math.Sqrt(3), 1 / Math.Sqrt(3)])
        {
            var angle = ((from + to) / 2) + (place * (to - from) / 2);
            double sine = sign * PortableMath.Sin(angle), cosine = PortableMath.Cos(angle), weight = sign * (to - from) / 2 / (2 * Math.PI);
            for (var i = 0; i < _first.Scores.Length; i++)
            {
                for (var j = 0; j < _second.Scores.Length; j++)
                {
                    double t = _first.Scores[i], s = _second.Scores[j];
                    quadrants[i, j] += weight * PortableMath.Exp(-((t * t) + (s * s) - (2 * t * s * sine)) / (2 * cosine * cosine));
                }
            }
        }
    }

    private double Spearman(double[,] quadrants)
    {
        var covariance = 0.0;
        for (var i = 0; i < _first.Scores.Length; i++)
        {
            for (var j = 0; j < _second.Scores.Length; j++)
            {
                covariance += _first.Jump(i) * _second.Jump(j) * quadrants[i, j];
            }
        }

        return covariance / Math.Sqrt(_first.Variance * _second.Variance);
    }

    private double Kendall(double[,] quadrants)
    {
        var difference = 0.0;
        for (var i = 0; i <= _first.Scores.Length; i++)
        {
            for (var j = 0; j <= _second.Scores.Length; j++)
            {
                double low = Below(i, j), left = Below(i, j + 1), right = Below(i + 1, j), high = Below(i + 1, j + 1);
                var here = high - left - right + low;
                var same = low + 1 - _first.Ends[i + 1] - _second.Ends[j + 1] + high;
                var opposite = _first.Ends[i] - left + (_second.Ends[j] - right);
                difference += here * (same - opposite);
            }
        }

        return difference / Math.Sqrt(_first.Untied * _second.Untied);

        // Probability of both below the ends of cells.
        double Below(int i, int j) => (_first.Ends[i] * _second.Ends[j])
            + (i > 0 && j > 0 && i <= _first.Scores.Length && j <= _second.Scores.Length ? quadrants[i - 1, j - 1] : 0);
    }

    /// <summary>One input cut into cells.</summary>
    private sealed class Ranks
    {
        public Ranks(Distribution distribution)
        {
            var atoms = distribution.Atoms.Where(atom => atom.Probability > LeastAtom)
                .Select(atom => (Low: distribution.Cdf(atom.Value) - atom.Probability, High: distribution.Cdf(atom.Value))).ToList();
            var ends = new SortedSet<double>(Enumerable.Range(1, Cells - 1).Select(i => (double)i / Cells).Where(end => !atoms.Exists(atom => end > atom.Low && end < atom.High)));
            ends.UnionWith(atoms.SelectMany(atom => new[] { atom.Low, atom.High }));

            // What rounding has set apart is one end.
            const double Apart = 1e-12;
            Ends = [0];
            Ends.AddRange(ends.Where(end => end > Apart && end < 1 - Apart && end - Ends[^1] > Apart));
            Ends.Add(1);
            Scores = [.. Ends.Skip(1).SkipLast(1).Select(end => StandardNormal.Quantile(end, 1 - end))];
            var cells = Ends.Zip(Ends.Skip(1)).ToList();
            Variance = cells.Sum(cell => (cell.Second - cell.First) * PortableMath.Pow(((cell.First + cell.Second) / 2) - 0.5, 2));
            Untied = 1 - cells.Sum(cell => PortableMath.Pow(cell.Second - cell.First, 2));
        }

        /// <summary>Probabilities at the ends of the cells, from 0 to 1.</summary>
        public List<double> Ends { get; }

        /// <summary>Normal scores of the ends between cells.</summary>
        public double[] Scores { get; }

        /// <summary>Variance of the average ranks, as shares. [-]</summary>
        public double Variance { get; }

        /// <summary>Probability that two draws lie in different cells. [-]</summary>
        public double Untied { get; }

        /// <summary>How much the average rank rises at an end between cells. [-]</summary>
        public double Jump(int end) => (Ends[end + 2] - Ends[end]) / 2;
    }
}
