using Simulator.Model;
using Simulator.Planning;
using Simulator.Planning.Tracing;

namespace Simulator.Studies.Comparison;

/// <summary>One output of two scenarios, traced: how much one is above the other, how many times it is the other, which is less.</summary>
/// <remarks>
/// The difference is formed from what the scenarios do not have in common (<see cref="TraceDifference"/>), and so is a ratio
/// close to 1: as 1 + difference/B.
/// </remarks>
internal sealed class PairedTrace
{
    /// <summary>Differences below this share of B are divided by B; above it A is. Single precision then shows at least four digits of both.</summary>
    public const double Close = 0.01;

    private readonly OutputSpec _spec;
    private readonly TraceLane _b;
    private readonly TraceLane _difference;
    private readonly bool _isPlain;
    private readonly TraceLane? _ratio;
    private readonly TraceLane? _relative;
    private Mapped? _mapped;
    private Mapped? _mappedRelative;
    private PairSigns? _signs;

    /// <summary>Records difference and ratio.</summary>
    /// <param name="spec">The output.</param>
    /// <param name="a">Its value in scenario A.</param>
    /// <param name="b">Its value in scenario B.</param>
    public PairedTrace(OutputSpec spec, TraceLane a, TraceLane b)
        : this(spec, a, b, TraceDifference.Of(a, b))
    {
    }

    /// <summary>Records ratio and a difference that was formed elsewhere.</summary>
    /// <param name="spec">The output.</param>
    /// <param name="a">Its value in scenario A.</param>
    /// <param name="b">Its value in scenario B.</param>
    /// <param name="difference">A − B, and whether rounded values were subtracted.</param>
    public PairedTrace(OutputSpec spec, TraceLane a, TraceLane b, (TraceLane Value, bool IsPlain) difference)
    {
        (_spec, _b) = (spec, b);
        (_difference, _isPlain) = difference;
        if (b is not { IsConstant: true, Factor: 0 })
        {
            // Multiples of one value have a constant ratio, for which no sample must be divided.
            var isMultiple = !a.IsConstant && !b.IsConstant && a.ExpressionIndex == b.ExpressionIndex;
            _ratio = isMultiple || _difference is { IsConstant: true, Factor: 0 } ? TraceLane.Constant(isMultiple ? a.Factor / b.Factor : 1) : a / b;
            _relative = _ratio.Value.IsConstant ? null : _difference / b;
        }
    }

    /// <summary>What varies from sample to sample and whose typical size is to be known: the difference, B, and what one is of the other.</summary>
    public IEnumerable<TraceLane> Sized => new[] { _difference, _b, _relative ?? _difference }.Where(lane => !lane.IsConstant);

    /// <summary>Records what must be counted of the difference.</summary>
    /// <param name="magnitudes">Typical magnitudes by node.</param>
    /// <param name="roots">Receives what is to be tallied.</param>
    public void Count(IReadOnlyDictionary<int, double> magnitudes, RootTable roots)
    {
        if (_relative is { IsConstant: false } relative && Size(_difference) < Close * Size(_b))
        {
            _mappedRelative = Mapped.Of(relative, magnitudes, roots);
        }
        else
        {
            roots.Add(_ratio, isCounted: true);
        }

        if (_difference.IsConstant)
        {
            return;
        }

        _mapped = Mapped.Of(_difference, magnitudes, roots);
        _signs = PairSigns.Of(_difference);
        _signs.Count(roots);

        double Size(TraceLane lane) => lane.IsConstant ? Math.Abs(lane.Factor) : lane.Factor * magnitudes[lane.NodeIndex];
    }

    /// <summary>Ties what is counted to its roots.</summary>
    public PlannedPairedOutput Plan(RootTable roots) => new(
        _spec,
        _mapped?.Plan(roots, _spec.Factor) ?? new MappedValue(-1, _difference.Factor * _spec.Factor, default),
        _mappedRelative is null ? roots.Value(_relative is { IsConstant: true } part ? TraceLane.Constant(1 + part.Factor) : _ratio, 1) : PlannedValue.Unknown,
        _mappedRelative?.Plan(roots, 1),
        _signs?.LessIn(roots) ?? -1,
        _signs?.MoreIn(roots) ?? -1)
    {
        IsPlain = _isPlain,
    };

    /// <summary>A value of either sign, recorded on a scale that can be counted.</summary>
    private sealed record Mapped(TraceLane Value, TraceLane OnScale, SignedScale Scale)
    {
        // Everything is recorded of the bare node: its factor is positive and changes no sign.
        public static TraceLane Bare(TraceLane value) => value / TraceLane.Constant(value.Factor);

        public static Mapped Of(TraceLane value, IReadOnlyDictionary<int, double> magnitudes, RootTable roots)
        {
            var scale = SignedScale.For(magnitudes[value.NodeIndex]);
            var mapped = new Mapped(value, scale.Map(Bare(value)), scale);
            roots.Add(mapped.OnScale, isCounted: true);
            return mapped;
        }

        public MappedValue Plan(RootTable roots, double unit) => new(roots.Value(OnScale, 1).Root, Value.Factor * unit, Scale);
    }
}

/// <summary>One output of a pair in terms of the roots of the plan.</summary>
/// <param name="Spec">The output.</param>
/// <param name="Difference">The difference, in the printed unit.</param>
/// <param name="Ratio">The ratio; unknown where nothing can be divided by, or where it is known from <paramref name="Relative"/>.</param>
/// <param name="Relative">What the difference is of B: the ratio less 1, where that is small; null where it is not.</param>
/// <param name="Less">Root that is 1 where A is less than B, else 0.</param>
/// <param name="More">Root that is 1 where A is more than B, else 0.</param>
internal sealed record PlannedPairedOutput(OutputSpec Spec, MappedValue Difference, PlannedValue Ratio, MappedValue? Relative, int Less, int More)
{
    /// <summary>Whether rounded values were subtracted from each other: a difference of a few units in their last place is none.</summary>
    public bool IsPlain { get; init; }
}

/// <summary>A value of either sign that is counted on a <see cref="SignedScale"/>.</summary>
/// <param name="Root">The root that is counted; −1 if the value is the same in every sample.</param>
/// <param name="Factor">Printed value over the value that is counted; the value itself where it is constant.</param>
/// <param name="Scale">How it is counted.</param>
internal readonly record struct MappedValue(int Root, double Factor, SignedScale Scale)
{
    /// <summary>The value that a count stands for.</summary>
    public double Of(double y) => Factor * Scale.Difference(y);

    /// <summary>What an error of a count is as an error of the value.</summary>
    public double ErrorOf(double y, double error) => Factor * Scale.Slope(y) * error;
}
