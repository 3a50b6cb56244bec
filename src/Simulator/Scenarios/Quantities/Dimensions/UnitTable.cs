using System.Numerics;
using System.Text.RegularExpressions;

namespace Simulator.Scenarios.Quantities.Dimensions;

/// <summary>The units that a scenario file may use, and the words that people write for them instead.</summary>
internal static partial class UnitTable
{
    /// <summary>Every unit by its name; the case counts.</summary>
    public static IReadOnlyDictionary<string, Unit> Units { get; } = Build();

    /// <summary>Names with a hyphen in them, the longest first.</summary>
    public static IReadOnlyList<string> Hyphenated { get; } = [.. Units.Keys.Where(name => name.Contains('-')).OrderByDescending(name => name.Length)];

    /// <summary>Thousandths, for data files; in a scenario's own text they are refused, see <see cref="ExpressionEvaluator"/>.</summary>
    public static IReadOnlyDictionary<string, Unit> Small { get; } = new[] { ("mW", "W"), ("mWh", "Wh"), ("mg", "g"), ("mL", "L"), ("ms", "s") }.ToDictionary(
        pair => pair.Item1,
        pair => Units[pair.Item2] with { Text = pair.Item1, Denominator = 1000 * Units[pair.Item2].Denominator, IsSmall = true },
        StringComparer.Ordinal);

    /// <summary>Texts that could be several units of very different size, whatever the case.</summary>
    public static IReadOnlyDictionary<string, string> Ambiguous { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["mw"] = "MW for megawatts, or W for milliwatts: 1000 mW are 1 W",
        ["Mw"] = "MW for megawatts, or W for milliwatts: 1000 mW are 1 W",
        ["mwh"] = "MWh for megawatt-hours, or Wh for thousandths: 1000 mWh are 1 Wh",
        ["Mwh"] = "MWh for megawatt-hours, or Wh for thousandths: 1000 mWh are 1 Wh",
        ["ml"] = "ML for a million litres, or L for thousandths: 1000 mL are 1 L",
        ["Ml"] = "ML for a million litres, or L for thousandths: 1000 mL are 1 L",
        ["mt"] = "t for metric tons, or Mt for a million of them",
        ["MT"] = "t for metric tons, or Mt for a million of them",
        ["mT"] = "t for metric tons, or Mt for a million of them",
        ["Mg"] = "t for megagrams (1 Mg is 1 t), or g for thousandths: 1000 mg are 1 g",
        ["MG"] = "t for megagrams (1 Mg is 1 t), or g for thousandths: 1000 mg are 1 g",
        ["T"] = "t for tonnes, or 5T, right after the number, for 5 trillion",
        ["m"] = "min for minutes, month for months, or 5M, right after the number, for 5 million",
        ["M"] = "min for minutes, month for months, or 5M, right after the number, for 5 million",
        ["mJ"] = "MJ for megajoules, or J for thousandths: 1000 mJ are 1 J",
        ["mj"] = "MJ for megajoules, or J for thousandths: 1000 mJ are 1 J",
        ["Mj"] = "MJ for megajoules, or J for thousandths: 1000 mJ are 1 J",
        ["musd"] = "2.5M USD for millions, or 0.0025 USD for thousandths",
        ["mUSD"] = "2.5M USD for millions, or 0.0025 USD for thousandths",
        ["G"] = "g for grams, or 5G, right after the number, for 5 thousand million",
    };

    /// <summary>Other ways to write a unit, or a number, and what to write instead.</summary>
    public static IReadOnlyDictionary<string, string> Instead { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["hour"] = "write h", ["hours"] = "write h", ["hr"] = "write h", ["hrs"] = "write h",
        ["minute"] = "write min", ["minutes"] = "write min",
        ["second"] = "write s", ["seconds"] = "write s", ["sec"] = "write s",
        ["d"] = "write day", ["wk"] = "write week", ["y"] = "write year", ["yr"] = "write year", ["yrs"] = "write year", ["a"] = "write year",
        ["watt"] = "write W", ["watts"] = "write W", ["kilowatt"] = "write kW", ["kilowatts"] = "write kW",
        ["litre"] = "write L", ["litres"] = "write L", ["liter"] = "write L", ["liters"] = "write L",
        ["ton"] = "write t", ["tons"] = "write t", ["tonne"] = "write t", ["tonnes"] = "write t",
        ["lb"] = "write kg; 1 lb is 0.45359237 kg", ["lbs"] = "write kg; 1 lb is 0.45359237 kg",
        ["gal"] = "write L; 1 US gallon is 3.785411784 L", ["gallon"] = "write L; 1 US gallon is 3.785411784 L", ["gallons"] = "write L; 1 US gallon is 3.785411784 L",
        ["acre"] = "write ha; 1 acre is 0.40468564224 ha", ["acres"] = "write ha; 1 acre is 0.40468564224 ha",
        ["joule"] = "write J", ["joules"] = "write J",
        ["FLOPS"] = "write FLOP for an amount, FLOP/s for a rate", ["TFLOPS"] = "write TFLOP/s", ["PFLOPS"] = "write PFLOP/s", ["GFLOPS"] = "write GFLOP/s",
        ["B"] = "for 10^9 write G", ["bn"] = "for 10^9 write G", ["billion"] = "for 10^9 write G",
        ["mn"] = "for 10^6 write M", ["mio"] = "for 10^6 write M", ["million"] = "for 10^6 write M", ["thousand"] = "for 10^3 write k", ["trillion"] = "for 10^12 write T",
        ["k"] = "write the suffix right after the number: 5k", ["mo"] = "write month", ["mos"] = "write month", ["mth"] = "write month",
        ["percent"] = "write %", ["pct"] = "write %",
        ["kUSD"] = "write the suffix at the number: 25k USD", ["MUSD"] = "write the suffix at the number: 2.5M USD",
    };

    /// <summary>Signs and codes of currencies that are not converted.</summary>
    public static IReadOnlySet<string> Currencies { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "$", "€", "£", "¥", "EUR", "GBP", "CNY", "RMB", "JPY", "INR", "KRW", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "BRL", "SGD", "TWD",
        "euro", "euros", "dollar", "dollars", "cent", "cents", "ct", "ct.",
    };

    /// <summary>The text of a unit with W for mW, L for mL and so on.</summary>
    public static string WithoutSmall(string text) => SmallNames().Replace(text, "$1");

    [GeneratedRegex(@"\bm(Wh|W|g|L|s)(?=\b|CO)", RegexOptions.None, 1000)]
    private static partial Regex SmallNames();

    private static Dictionary<string, Unit> Build()
    {
        var units = new Dictionary<string, Unit>(StringComparer.Ordinal);
        var energy = new Dimension(Energy: 1);
        var time = new Dimension(Time: 1);
        Add("W kW MW GW", new Dimension(Energy: 1, Time: -1), new BigInteger(1), 1000, 1000);
        Add("Wh kWh MWh GWh TWh", energy, 1, 1000, 1000);
        Add("J kJ MJ GJ TJ", energy, 1, 1000, 3_600_000);
        Add("g kg t kt Mt", new Dimension(Mass: 1), 1, 1000, 1000);
        Add("L kL ML", new Dimension(Volume: 1), 1, 1000, 1);
        Add("m3 m³", new Dimension(Volume: 1), 1000, 1, 1);
        Add("m2 m²", new Dimension(Area: 1), 1, 1, 1);
        Add("ha", new Dimension(Area: 1), 10_000, 1, 1);
        Add("km2 km²", new Dimension(Area: 1), 1_000_000, 1, 1);
        Add("USD", new Dimension(Money: 1), 1, 1, 1);
        Add("FLOP kFLOP MFLOP GFLOP TFLOP PFLOP EFLOP ZFLOP YFLOP", new Dimension(Arithmetic: 1), 1, 1000, 1);
        Add("s", time, 1, 1, 3600);
        Add("min", time, 1, 1, 60);
        Add("h", time, 1, 1, 1);
        Add("day days", time, 24, 1, 1);
        Add("week weeks", time, 7 * 24, 1, 1);
        Add("month months", time, 730, 1, 1);
        Add("year years", time, 8760, 1, 1);

        // A dimension of their own: a price per kW-month is none per kWh, although a kW-month would be 730 kWh.
        Add("accelerator-hour", new Dimension(Time: 1, Booked: 1), 1, 1, 1);
        Add("accelerator-hours", new Dimension(Time: 1, Booked: 1), 1, 1, 1);
        Add("kW-month MW-month", new Dimension(Energy: 1, Booked: 1), 730, 1000, 1);
        Add("kW-year MW-year", new Dimension(Energy: 1, Booked: 1), 8760, 1000, 1);
        return units;

        // Names in rising order, each `step` times the one before; the first is first/divisor base units.
        void Add(string names, Dimension dimension, BigInteger first, int step, int divisor)
        {
            foreach (var name in names.Split(' '))
            {
                units.Add(name, new Unit(name, first, divisor, dimension));
                first *= step;
            }
        }
    }
}
