using Simulator.Model;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios;

/// <summary>What a scenario costs beside hardware, electricity, water and carbon, and in which money its costs are printed.</summary>
internal sealed record CostSection
{
    /// <summary>The lines of the file, then demand charge and contingency where they are stated.</summary>
    public IReadOnlyList<CostLine> Lines { get; init; } = [];

    /// <summary>Currency of all costs.</summary>
    public string Currency { get; init; } = Currencies.Dollars;

    /// <summary>Exchange rate between dollars and the currency; null for dollars. [-]</summary>
    public Quantity? ExchangeRate { get; init; }

    /// <summary>Whether the rate says how many dollars one of the currency is worth, not the reverse.</summary>
    public bool IsRateInDollars { get; init; }

    /// <summary>Price level of the price year over that of the prices in the file; null where they are the same. [-]</summary>
    public Quantity? Deflator { get; init; }

    /// <summary>Year whose prices the costs are printed in; null where nothing is said.</summary>
    public int? PriceYear { get; init; }

    /// <summary>Length of the periods into which the cost is split; null for none. [h]</summary>
    public double? Period { get; init; }

    /// <summary>Its inputs.</summary>
    public IEnumerable<Quantity> Quantities =>
        Lines.SelectMany(line => new[] { line.Amount, line.People, line.Duration }).Concat([ExchangeRate, Deflator]).OfType<Quantity>();

    /// <summary>The section with other inputs in place of its own.</summary>
    /// <param name="replace">From an input to the one in its place, or to itself.</param>
    public CostSection Replace(Func<Quantity, Quantity> replace)
    {
        return this with
        {
            Lines = [.. Lines.Select(line => line with { Amount = replace(line.Amount), People = Of(line.People), Duration = Of(line.Duration) })],
            ExchangeRate = Of(ExchangeRate),
            Deflator = Of(Deflator),
        };

        Quantity? Of(Quantity? quantity) => quantity is null ? null : replace(quantity);
    }

    /// <summary>Whether an input is an amount of money, or one per something else.</summary>
    /// <param name="quantity">The input.</param>
    public static bool IsMoney(Quantity quantity) => quantity.Key.ModelUnit.StartsWith(Currencies.Dollars, StringComparison.Ordinal);
}

/// <summary>One line of the budget.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its amount is multiplied by.</param>
/// <param name="Amount">The amount, in the unit of its key.</param>
internal sealed record CostLine(string Name, CostLineKind Kind, Quantity Amount)
{
    /// <summary>What follows from the phases and may be named as what a share is of.</summary>
    public static IReadOnlyList<string> OfPhases { get; } = ["electricity", "hardware", "water", "carbon"];

    /// <summary>How many people cost the amount each; null for none. [-]</summary>
    public Quantity? People { get; init; }

    /// <summary>How long an amount per time is paid; null for the duration of training. [h]</summary>
    public Quantity? Duration { get; init; }

    /// <summary>What a share is of: one of <see cref="OfPhases"/>, or the name of a line; empty for other kinds.</summary>
    public string Of { get; init; } = "";

    /// <summary>Name of its output, e.g. <c>cost.support_contract</c>.</summary>
    public string Output => OutputOf(Name);

    /// <summary>Name of the output of a line with a name.</summary>
    public static string OutputOf(string name) => OutputDefinitions.PartOfCost + string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_'));
}

/// <summary>What the amount of a line is multiplied by.</summary>
internal enum CostLineKind
{
    /// <summary>Nothing: it is paid once.</summary>
    Once,

    /// <summary>A duration, and people where they are stated.</summary>
    PerTime,

    /// <summary>The accelerator-hours that are paid for.</summary>
    PerAcceleratorHour,

    /// <summary>Peak power and duration of each phase.</summary>
    Demand,

    /// <summary>Another line.</summary>
    Share,

    /// <summary>Everything else.</summary>
    Contingency,
}
