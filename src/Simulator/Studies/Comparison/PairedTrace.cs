using Simulator.Engine;
using Simulator.Engine.Tracing;
using Simulator.Model;

namespace Simulator.Studies;

/// <summary>One output of two scenarios, traced: how much one is above the other, how many times it is the other, which is less.</summary>
internal sealed class PairedTrace
{
    // Differences nearer to zero than the smallest normal float are none.
    private const double Smallest = 1.17549435e-38;

    // Two constants that should be equal may have been computed by different ways, in double.
    private const double SameConstant = 1e-12;

    private readonly OutputSpec _spec;
    private readonly TraceLane _difference;
    private readonly TraceLane? _ratio;
    private SignedScale _scale;
    private TraceLane? _mapped;
    private TraceLane? _less;
    private TraceLane? _more;

    /// <summary>Records difference and ratio.</summary>
    /// <param name="spec">The output.</param>
    /// <param name="a">Its value in scenario A.</param>
    /// <param name="b">Its value in scenario B.</param>
    public PairedTrace(OutputSpec spec, TraceLane a, TraceLane b)
    {
        _spec = spec;
        _difference = Difference(a, b);
        _ratio = Ratio(a, b);
    }

    /// <summary>The node of the difference; −1 if it is the same in every sample.</summary>
    public int Node => _difference.IsConstant ? -1 : _difference.NodeIndex;

    /// <summary>Records what has to be counted of the difference.</summary>
    /// <param name="magnitude">Typical magnitude of the node of the difference.</param>
    /// <param name="roots">Receives what is to be tallied.</param>
    public void Count(double magnitude, RootTable roots)
    {
        roots.Add(_ratio, isCounted: true);
        if (_difference.IsConstant)
        {
            return;
        }

        // Everything is recorded of the bare node: its factor is positive and changes no sign.
        var node = _difference / TraceLane.Constant(_difference.Factor);
        var opposite = TraceLane.Constant(0) - node;
        var sign = node / TraceLane.Max(TraceLane.Max(node, opposite), TraceLane.Constant(Smallest));
        _scale = SignedScale.For(magnitude);
        _mapped = _scale.Map(node);
        _less = TraceLane.Max(TraceLane.Constant(0) - sign, TraceLane.Constant(0));
        _more = TraceLane.Max(sign, TraceLane.Constant(0));
        roots.Add(_mapped, isCounted: true);
        roots.Add(_less, isCounted: false);
        roots.Add(_more, isCounted: false);
    }

    /// <summary>Ties what is counted to its roots.</summary>
    public PlannedPairedOutput Plan(RootTable roots) => new(
        _spec,
        _difference.Factor * _spec.Factor,
        _scale,
        _mapped is { } mapped ? roots.Value(mapped, 1).Root : -1,
        roots.Value(_ratio, 1),
        _less is { } less ? roots.Value(less, 1).Root : -1,
        _more is { } more ? roots.Value(more, 1).Root : -1);

    private static TraceLane Difference(TraceLane a, TraceLane b)
    {
        var isSame = a.IsConstant == b.IsConstant && (a.IsConstant || a.NodeIndex == b.NodeIndex)
            && Math.Abs(a.Factor - b.Factor) <= SameConstant * Math.Abs(a.Factor);
        return isSame ? TraceLane.Constant(0) : a - b;
    }

    // Multiples of one node have a constant ratio, which no sample has to be divided for.
    private static TraceLane? Ratio(TraceLane a, TraceLane b)
    {
        if (b is { IsConstant: true, Factor: 0 })
        {
            return null;
        }

        return !a.IsConstant && !b.IsConstant && a.NodeIndex == b.NodeIndex ? TraceLane.Constant(a.Factor / b.Factor) : a / b;
    }
}

/// <summary>One output of a pair in terms of the roots of the plan.</summary>
/// <param name="Spec">The output.</param>
/// <param name="Factor">Printed difference over the difference that is counted; the difference itself where it is constant.</param>
/// <param name="Scale">How differences are counted.</param>
/// <param name="Difference">Root of the mapped difference; −1 if it is constant.</param>
/// <param name="Ratio">The ratio; unknown where nothing can be divided by.</param>
/// <param name="Less">Root that is 1 where A is less than B, else 0.</param>
/// <param name="More">Root that is 1 where A is more than B, else 0.</param>
internal sealed record PlannedPairedOutput(
    OutputSpec Spec, double Factor, SignedScale Scale, int Difference, PlannedValue Ratio, int Less, int More);
