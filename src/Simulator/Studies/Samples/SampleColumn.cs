using Simulator.Planning.Tracing;

namespace Simulator.Studies.Samples;

/// <summary>An input or an output, sample by sample.</summary>
/// <param name="Name">Full name of the input, or stable name of the output.</param>
/// <param name="IsOutput">Whether it is computed rather than drawn or stated.</param>
/// <param name="Unit">Unit of the values; empty for plain numbers.</param>
/// <param name="Description">The input as written; the label and the boundary of the output.</param>
/// <param name="Value">How its values follow from what is drawn and computed.</param>
internal sealed record SampleColumn(string Name, bool IsOutput, string Unit, string Description, NodeValue Value);

/// <summary>A multiple of a node's values, or a constant.</summary>
/// <param name="Node">The node; −1 for a constant.</param>
/// <param name="Factor">The constant or the factor.</param>
/// <param name="Divisor">Model units in one printed unit.</param>
internal readonly record struct NodeValue(int Node, double Factor, double Divisor = 1)
{
    /// <summary>The value of a sample.</summary>
    /// <param name="value">The node's value; plays no part in a constant.</param>
    /// <remarks>The order of the operations is that of a plan's values, so that outputs agree to the last bit.</remarks>
    public double Of(float value) => Node < 0 ? Factor / Divisor : Factor * value / Divisor;

    /// <summary>The value of a recorded quantity.</summary>
    /// <param name="lane">What was recorded.</param>
    /// <param name="factor">Printed value over the model's value.</param>
    /// <param name="divisor">Model units in one printed unit.</param>
    public static NodeValue Of(TraceLane lane, double factor, double divisor = 1) =>
        new(lane.IsConstant ? -1 : lane.NodeIndex, lane.Factor * factor, divisor);
}
