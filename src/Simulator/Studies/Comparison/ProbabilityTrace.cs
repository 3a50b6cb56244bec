using Simulator.Planning;
using Simulator.Planning.Tracing;
using Simulator.Runs;

namespace Simulator.Studies.Comparison;

/// <summary>Which of two scenarios has less of an output, traced without the size of the difference: far cheaper than a <see cref="PairedTrace"/>.</summary>
/// <param name="A">Index of scenario A.</param>
/// <param name="B">Index of scenario B.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="Signs">Roots that say which is less; null where the difference is always the same.</param>
/// <param name="Constant">The difference where it is always the same.</param>
internal sealed record ProbabilityTrace(int A, int B, string Output, PairSigns? Signs, double Constant)
{
    /// <summary>Records an output of two scenarios.</summary>
    public static ProbabilityTrace Of(int indexA, int indexB, string output, TraceLane a, TraceLane b)
    {
        var (difference, _) = TraceDifference.Of(a, b);
        return difference.IsConstant
            ? new(indexA, indexB, output, null, difference.Factor)
            : new(indexA, indexB, output, PairSigns.Of(difference), 0);
    }

    /// <summary>Ties what is counted to its roots.</summary>
    public PlannedProbability Plan(RootTable roots) =>
        Signs is { } signs ? new(A, B, Output, signs.LessIn(roots), signs.MoreIn(roots), 0) : new(A, B, Output, -1, -1, Constant);
}

/// <summary>1 where a difference is negative, and 1 where it is positive; elsewhere 0.</summary>
/// <param name="Less">For negative differences.</param>
/// <param name="More">For positive differences.</param>
internal sealed record PairSigns(TraceLane Less, TraceLane More)
{
    // Differences nearer to zero than the smallest normal float are none.
    private const double Smallest = 1.17549435e-38;

    /// <summary>The signs of a difference that varies.</summary>
    public static PairSigns Of(TraceLane difference)
    {
        // Its factor is positive and changes no sign.
        var node = difference / TraceLane.Constant(difference.Factor);
        var nothing = TraceLane.Constant(0);
        var sign = node / TraceLane.Max(TraceLane.Max(node, nothing - node), TraceLane.Constant(Smallest));
        return new(TraceLane.Max(nothing - sign, nothing), TraceLane.Max(sign, nothing));
    }

    /// <summary>Makes sure that both are tallied.</summary>
    public void Count(RootTable roots)
    {
        roots.Add(Less, isCounted: false);
        roots.Add(More, isCounted: false);
    }

    /// <summary>Root of <see cref="Less"/>.</summary>
    public int LessIn(RootTable roots) => roots.Value(Less, 1).Root;

    /// <summary>Root of <see cref="More"/>.</summary>
    public int MoreIn(RootTable roots) => roots.Value(More, 1).Root;
}

/// <summary>Which of two scenarios has less of an output, in terms of the roots of the plan.</summary>
/// <param name="A">Index of scenario A.</param>
/// <param name="B">Index of scenario B.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="Less">Root that is 1 where A is less; −1 if nothing varies.</param>
/// <param name="More">Root that is 1 where A is more.</param>
/// <param name="Constant">The difference if nothing varies.</param>
internal sealed record PlannedProbability(int A, int B, string Output, int Less, int More, double Constant)
{
    /// <summary>What was counted.</summary>
    /// <param name="names">Names of the scenarios.</param>
    /// <param name="outcome">The counts.</param>
    public PairProbability Assemble(IReadOnlyList<string> names, RunOutcome outcome)
    {
        if (Less < 0)
        {
            return new(names[A], names[B], Output, Constant < 0 ? 1 : 0, Constant == 0 ? 1 : 0, 0);
        }

        var (less, more) = (outcome.Roots[Less], outcome.Roots[More]);
        return new(names[A], names[B], Output, less.Tally.Mean, Math.Max(0, 1 - less.Tally.Mean - more.Tally.Mean), less.Error.OfOccurrence);
    }
}
