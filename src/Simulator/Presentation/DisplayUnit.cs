namespace Simulator.Presentation;

/// <summary>A unit in which a figure is shown.</summary>
/// <param name="Name">As printed; empty for plain numbers.</param>
/// <param name="Factor">Stored units in one shown unit: shown value = stored value / factor.</param>
internal sealed record DisplayUnit(string Name, double Factor)
{
    private static readonly DisplayUnit[] Energy =
        [new("Wh", 1e-6), new("kWh", 1e-3), new("MWh", 1), new("GWh", 1e3), new("TWh", 1e6)];

    private static readonly DisplayUnit[] Power = [new("W", 1e-6), new("kW", 1e-3), new("MW", 1), new("GW", 1e3)];

    // Footprints are given in tonnes up to five figures: 8,930 t, not 8.93 kt.
    private static readonly DisplayUnit[] Mass =
        [new("g CO2e", 1e-6), new("kg CO2e", 1e-3), new("t CO2e", 1), new("kt CO2e", 1e3) { From = 1e5 }, new("Mt CO2e", 1e6), new("Gt CO2e", 1e9)];

    private static readonly DisplayUnit[] Water = [new("mL", 1e-6), new("L", 1e-3), new("m3", 1) { From = 10 }, new("ML", 1e3), new("GL", 1e6)];

    private static readonly DisplayUnit[] Land = [new("m2*year", 1), new("ha*year", 1e4), new("km2*year", 1e6)];

    private static readonly DisplayUnit[] Intensity = [new("gCO2e/kWh", 1e-3), new("kgCO2e/kWh", 1)];

    private static readonly DisplayUnit[] Days = [new("h", 1.0 / 24), new("days", 1)];

    // A figure that would print as 1.000 of the larger unit is shown in that unit.
    private const double RoundsToOne = 1 - 0.5e-4;

    /// <summary>The smallest figure that is shown in it, in stored units.</summary>
    private double From { get; init; } = Factor;

    /// <summary>The name as print sets it, e.g. <c>kt CO₂e</c>.</summary>
    public string Symbol => Typeset.Units(Name);

    /// <summary>A printed figure and the unit.</summary>
    public string Print(string figure) => Name.Length > 0 ? $"{figure} {Name}" : figure;

    /// <summary>A printed figure and the unit as print sets them.</summary>
    public string Set(string figure) => Name.Length > 0 ? $"{Typeset.Number(figure)} {Symbol}" : Typeset.Number(figure);

    /// <summary>What is shown and the unit, e.g. <c>Emissions [kt CO₂e]</c>: the title of an axis.</summary>
    public string Titled(string label) => Name.Length > 0 ? $"{label} [{Symbol}]" : label;

    /// <summary>The units for people that belong to a unit of results, smallest first.</summary>
    /// <param name="unit">Unit of an output, e.g. MWh, t or USD.</param>
    public static IReadOnlyList<DisplayUnit> Ladder(string unit) => unit switch
    {
        "MWh" => Energy,
        "kWh" => Rebase(Energy, 1e3),
        "Wh" => Rebase(Energy, 1e6),
        "MW" => Power,
        "t" => Mass,
        "kg" => Rebase(Mass, 1e3),
        "g" => Rebase(Mass, 1e6),
        "m3" => Water,
        "L" => Rebase(Water, 1e3),
        "mL" => Rebase(Water, 1e6),
        "m2*year" => Land,
        "kg/kWh" => Intensity,
        "days" => Days,
        "" => [new("", 1), new("M", 1e6), new("bn", 1e9)],
        _ when IsCurrency(unit) => [new(unit, 1), new($"k {unit}", 1e3) { From = 1e4 }, new($"M {unit}", 1e6), new($"bn {unit}", 1e9)],
        _ => [new(unit, 1), new($"M {unit}", 1e6), new($"bn {unit}", 1e9)],
    };

    /// <summary>A unit of results under its name for people, e.g. <c>t CO2e</c> for <c>t</c>.</summary>
    /// <param name="unit">Unit of an output or of a quantity of the model.</param>
    public static DisplayUnit Stored(string unit) => Ladder(unit).First(step => step.Factor == 1);

    /// <summary>Whether a unit is the code of a currency: three capital letters.</summary>
    /// <param name="unit">Unit of an output.</param>
    public static bool IsCurrency(string unit) => unit.Length == 3 && unit.All(char.IsAsciiLetterUpper);

    /// <summary>The unit that people say for a size: mostly the largest in which a figure is at least 1.</summary>
    /// <param name="unit">Unit of the figure.</param>
    /// <param name="magnitude">The figure.</param>
    public static DisplayUnit For(string unit, double magnitude)
    {
        var ladder = Ladder(unit);
        if (magnitude == 0 || !double.IsFinite(magnitude))
        {
            return Stored(unit);
        }

        return ladder.LastOrDefault(step => Math.Abs(magnitude) >= RoundsToOne * step.From, ladder[0]);
    }

    /// <summary>The unit of an output: its median decides, or the larger end of its interval where the median is 0.</summary>
    public static DisplayUnit ForInterval(string unit, double low, double median, double high) =>
        For(unit, median != 0 ? median : Math.Max(Math.Abs(low), Math.Abs(high)));

    /// <summary>The unit of a difference: its median decides, or the larger end of its interval where the median is much smaller.</summary>
    public static DisplayUnit ForDifference(string unit, double low, double median, double high) =>
        For(unit, Math.Max(Math.Abs(median), Math.Max(Math.Abs(low), Math.Abs(high)) / 10));

    /// <summary>One unit for figures of one kind: the largest decides.</summary>
    public static DisplayUnit ForAll(string unit, IEnumerable<double> figures) =>
        For(unit, figures.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max());

    private static DisplayUnit[] Rebase(DisplayUnit[] ladder, double factor) =>
        Array.ConvertAll(ladder, step => step with { Factor = step.Factor * factor, From = step.From * factor });
}
