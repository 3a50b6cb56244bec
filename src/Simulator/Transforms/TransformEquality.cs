namespace Simulator.Transforms;

/// <summary>Whether two transforms make the same values of the same words.</summary>
internal static class TransformEquality
{
    /// <summary>Compares what the engines see: kind, figures, tables and components, to the last bit.</summary>
    public static bool GivesSameValues(this Transform one, Transform other) =>
        ReferenceEquals(one, other)
        || ((one.Kind, one.IsUncut) == (other.Kind, other.IsUncut)
            && one.Offset.Equals(other.Offset)
            && one.Scale.Equals(other.Scale)
            && one.Shape.Equals(other.Shape)
            && one.Minimum.Equals(other.Minimum)
            && one.Maximum.Equals(other.Maximum)
            && one.Table.AsSpan().SequenceEqual(other.Table)
            && one.Thresholds.AsSpan().SequenceEqual(other.Thresholds)
            && one.Components.Count == other.Components.Count
            && one.Components.Zip(other.Components).All(pair => pair.First.GivesSameValues(pair.Second)));
}
