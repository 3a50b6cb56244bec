using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>A phase while it is being put together: what was written in it, and what it takes over from elsewhere.</summary>
internal sealed record PhaseDraft
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its path, e.g. <c>training.pre-training</c> or <c>serving</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Keys of the phase itself.</summary>
    public required Level Own { get; init; }

    /// <summary>Whether it is the serving section.</summary>
    public bool IsServing { get; init; }

    /// <summary>Whether hardware belongs to it: to all phases of training, and to serving by tokens.</summary>
    public bool HasHardware { get; init; } = true;

    /// <summary>Hardware, the nearest first: override, section, the catalogue entry directly behind the level that names it.</summary>
    public IReadOnlyList<Level> Hardware { get; init; } = [];

    /// <summary>Facility, in the same order.</summary>
    public IReadOnlyList<Level> Facility { get; init; } = [];

    /// <summary>Grid, in the same order.</summary>
    public IReadOnlyList<Level> Grid { get; init; } = [];

    /// <summary>Failures from the most specific to the least: override, section.</summary>
    public IReadOnlyList<Level> Failures { get; init; } = [];

    /// <summary>Inputs resolved so far.</summary>
    public Dictionary<KeySpec, Quantity> Inputs { get; } = [];

    /// <summary>Where it was written.</summary>
    public SourcePosition Position => Own.Position;

    /// <summary>Median of an input; null if it is not known.</summary>
    public double? Median(KeySpec key) => Inputs.TryGetValue(key, out var quantity) ? quantity.Distribution.Quantile(0.5) : null;

    /// <summary>Whether a key was given on any level, even with a mistake.</summary>
    public bool IsGiven(KeySpec key)
    {
        var levels = key.Section switch { "hardware" => Hardware, "facility" => Facility, "grid" => Grid, "failures" => Failures, _ => [Own] };
        return levels.Any(level => level.Given.Contains(key.Name));
    }
}
