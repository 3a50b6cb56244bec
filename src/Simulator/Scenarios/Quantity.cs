using Simulator.Distributions;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios;

/// <summary>One resolved input of a scenario.</summary>
internal sealed record Quantity
{
    /// <summary>Full name, e.g. <c>facility.pue</c> or <c>training.pre-training.utilization</c>; it keys the random stream.</summary>
    public required string Path { get; init; }

    /// <summary>The key it is a value of.</summary>
    public required KeySpec Key { get; init; }

    /// <summary>Its distribution, in the model's unit (<see cref="KeySpec.ModelUnit"/>), truncated at physical bounds.</summary>
    public required Distribution Distribution { get; init; }

    /// <summary>The time series that it is, its distribution then being the mean of all; null for every other quantity.</summary>
    public SeriesInput? Series { get; init; }

    /// <summary>The instant that it counts hours from, UTC; null if it is no instant.</summary>
    public DateTime? Epoch { get; init; }

    /// <summary>As written in the file, the catalogue or the table of defaults.</summary>
    public required string Text { get; init; }

    /// <summary>Unit for people, as written; empty for plain numbers.</summary>
    public string DisplayUnit { get; init; } = "";

    /// <summary>Model units in one display unit: value for people = model value / this.</summary>
    public double DisplayScale { get; init; } = 1;

    /// <summary>A value of the model in the unit for people: a number that was written comes back as it was written.</summary>
    /// <param name="value">The value, in the model's unit.</param>
    public double Shown(double value) => DisplayScale == 1 || DisplayUnit.Length == 0
        ? value
        : Units.Parse(Key.ModelUnit).ConvertBack(value, Units.Parse(DisplayUnit.Replace(Currency, Currencies.Dollars, StringComparison.Ordinal)));

    /// <summary>Currency of its numbers where it is money.</summary>
    public string Currency { get; init; } = Currencies.Dollars;

    /// <summary>Where it comes from.</summary>
    public required QuantityOrigin Origin { get; init; }

    /// <summary>The file that it was written in, or the id of the catalogue entry; empty for defaults and for what is varied from outside.</summary>
    public string Place { get; init; } = "";

    /// <summary>Citation, if one was given.</summary>
    public string? Source { get; init; }

    /// <summary>Remark, if one was given.</summary>
    public string? Note { get; init; }

    /// <summary>Probability cut off at stated and physical bounds. [-]</summary>
    public double TruncatedMass { get; init; }

    /// <summary>Line and column in the file, 1-based; 0 for defaults and catalogue values.</summary>
    public (int Line, int Column) Position { get; init; }
}

/// <summary>Where an input's value comes from.</summary>
internal enum QuantityOrigin
{
    /// <summary>The scenario file, or one that it extends.</summary>
    File,

    /// <summary>A catalogue entry that the file names.</summary>
    Catalog,

    /// <summary>The documented default.</summary>
    Default,

    /// <summary>Another price, which the file says to include this one.</summary>
    Included,
}
