using System.Text.RegularExpressions;
using Simulator.Model;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads the section <c>costs</c>.</summary>
/// <param name="quantities">Reads its quantities.</param>
/// <param name="phases">The phases of the scenario: what lines are multiplied by, or shares of.</param>
/// <param name="findings">Receives the mistakes.</param>
internal sealed partial class CostReader(QuantityReader quantities, IReadOnlyList<Phase> phases, Findings findings)
{
    private const string Section = "costs", Demand = "demand charge", Contingency = "contingency";
    private const int FirstYear = 1900, LastYear = 2200;
    private const double MonthsPerQuarter = 3;

    // Outputs of these names are those of the split.
    private static readonly Regex Reserved = ReservedNames();

    private readonly List<Phase> _training = [.. phases.Where(phase => !phase.IsServing)];

    /// <summary>The currency that a scenario's costs are in; dollars where nothing else is said.</summary>
    /// <param name="root">The scenario.</param>
    public static string CurrencyOf(ConfigMapping root) =>
        (root[Section] as ConfigMapping)?["currency"] is ConfigScalar scalar && Currencies.All.Contains(scalar.OneLine) ? scalar.OneLine : Currencies.Dollars;

    /// <summary>The section; null if there is none.</summary>
    /// <param name="root">The scenario.</param>
    public CostSection? Read(ConfigMapping root)
    {
        if (root[Section] is not ConfigMapping section)
        {
            return null;
        }

        var currency = CurrencyOf(root);
        var (rate, isInDollars) = Rate(section, currency);
        var (deflator, year) = Deflator(section);
        var lines = Lines(section["lines"] as ConfigSequence);
        AddLine(section, Keys.DemandCharge, Demand, CostLineKind.Demand, lines);
        AddLine(section, Keys.Contingency, Contingency, CostLineKind.Contingency, lines);
        CheckShares(section["lines"] as ConfigSequence, lines);
        if (section["demand_charge"] is { } charge && !HasPeakPower())
        {
            findings.Error(charge.Position, $"{Section}.demand_charge", "a price of the peak power, which is not known", "accelerators and their rated power in every phase of training, and its hours or duration");
        }

        return new CostSection
        {
            Lines = lines,
            Currency = currency,
            ExchangeRate = rate,
            IsRateInDollars = isInDollars,
            Deflator = deflator,
            PriceYear = year,
            Period = Period(section),
        };
    }

    private bool HasDuration() => _training.All(phase => phase.AcceleratorsRoute != AcceleratorsRoute.Unknown && phase.Hours != HoursRoute.NotKnown);

    private bool HasPeakPower() => HasDuration() && _training.All(phase => phase[Keys.Tdp] is not null);

    private double? Period(ConfigMapping section)
    {
        if (section["split"] is not ConfigScalar split)
        {
            return null;
        }

        if (!HasDuration())
        {
            findings.Error(split.Position, $"{Section}.split", "a split of costs whose duration is not known", "accelerators in every phase of training, and its hours or duration");
        }

        return ExtraCosts.HoursPerMonth * (split.Text.Trim() == "quarter" ? MonthsPerQuarter : 1);
    }

    private (Quantity? Rate, bool IsInDollars) Rate(ConfigMapping section, string currency)
    {
        var (node, path) = (section["exchange_rate"], $"{Section}.exchange_rate");
        if (currency == Currencies.Dollars)
        {
            if (node is not null)
            {
                findings.Error(node.Position, path, "an exchange rate without another currency", "currency: EUR, or another, next to it");
            }

            return default;
        }

        if (node is null)
        {
            findings.Error(section["currency"]!.Position, path, "nothing", $"exchange_rate: a rate between USD and {currency}, e.g. exchange_rate: 0.90 to 0.95 {currency}/USD; no rates are built in");
            return default;
        }

        var (perDollar, dollars) = ($"{currency}/USD", $"USD/{currency}");
        var written = string.Join(' ', Texts(node));
        var (hasPerDollar, hasDollars) = (written.Contains(perDollar, StringComparison.Ordinal), written.Contains(dollars, StringComparison.Ordinal));
        if (hasPerDollar == hasDollars)
        {
            findings.Error(
                node.Position, path, ConfigScalar.Shown(node), $"a rate with its direction: {perDollar} for what a dollar is worth, or {dollars} for what {currency} is worth in dollars");
            return default;
        }

        var unit = hasDollars ? dollars : perDollar;
        var rate = quantities.Read(QuantityReader.Rewrite(node, text => text.Replace(unit, new string(' ', unit.Length), StringComparison.Ordinal)), Keys.ExchangeRate, path);
        return (rate is null ? null : rate with { DisplayUnit = unit, Text = $"{rate.Text.Trim()} {unit}" }, hasDollars);
    }

    private (Quantity? Deflator, int? Year) Deflator(ConfigMapping section)
    {
        var deflator = section["deflator"] is { } node ? quantities.Read(node, Keys.Deflator, $"{Section}.deflator") : null;
        var year = section["price_year"] is { } written ? (int?)ScalarReader.WholeNumber(written, $"{Section}.price_year", FirstYear, LastYear, findings) : null;
        if ((section["deflator"] is null) != (section["price_year"] is null))
        {
            var (given, missing) = section["deflator"] is null ? ("price_year", "deflator") : ("deflator", "price_year");
            findings.Error(
                section[given]!.Position, $"{Section}.{missing}", $"{given} without {missing}",
                missing == "deflator" ? "deflator: price level of that year over that of the prices in the file, e.g. 1.05; no index is built in" : "price_year: the year whose prices the deflator leads to");
        }

        return (deflator, year);
    }

    private List<CostLine> Lines(ConfigSequence? list)
    {
        var lines = new List<CostLine>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, path) in list is null ? [] : list.Items.Zip(ItemPaths.CostLines(list)))
        {
            if (item is not ConfigMapping mapping || mapping["line"] is not ConfigScalar { IsEmpty: false } scalar)
            {
                continue;
            }

            var name = scalar.OneLine;
            if (CostLine.OfPhases.Contains(name) || name is Demand or Contingency or "cost" || Reserved.IsMatch(CostLine.OutputOf(name)))
            {
                findings.Error(scalar.Position, path, $"the name '{ConfigScalar.Clip(name)}'", "a name that no other cost has", "such a cost is counted already");
            }
            else if (!names.Add(CostLine.OutputOf(name)))
            {
                findings.Error(scalar.Position, path, $"the name '{ConfigScalar.Clip(name)}' a second time", "a different name for each line");
            }
            else if (Line(mapping, name, path) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private CostLine? Line(ConfigMapping mapping, string name, string path)
    {
        if (mapping["share"] is { } share)
        {
            foreach (var key in new[] { "people", "duration" }.Where(key => mapping[key] is not null))
            {
                findings.Error(mapping[key]!.Position, $"{path}.{key}", $"{key} of a share", "people and duration with an amount per time");
            }

            if (mapping["of"] is not ConfigScalar { IsEmpty: false } of)
            {
                findings.Error(mapping.Position, $"{path}.of", "a share without of", $"of: {string.Join(", ", CostLine.OfPhases)}, or the name of a line");
                return null;
            }

            return quantities.Read(share, Keys.LineShare, $"{path}.share") is { } read ? new CostLine(name, CostLineKind.Share, read) { Of = of.Text.Trim() } : null;
        }

        if (mapping["of"] is { } stray)
        {
            findings.Error(stray.Position, $"{path}.of", "of without share", "share: next to it, or an amount alone");
        }

        if (mapping["amount"] is not { } amount)
        {
            findings.Error(mapping.Position, $"{path}.amount", "neither amount nor share", $"amount: 40k {quantities.Currency}/month, or share: 5% with of:");
            return null;
        }

        return Kind(amount, $"{path}.amount") is { } kind ? OfAmount(mapping, amount, kind, name, path) : null;
    }

    private CostLine? OfAmount(ConfigMapping mapping, ConfigNode amount, CostLineKind kind, string name, string path)
    {
        var key = kind switch { CostLineKind.PerTime => Keys.LinePerTime, CostLineKind.PerAcceleratorHour => Keys.LinePerAcceleratorHour, _ => Keys.LineAmount };
        var line = quantities.Read(amount, key, $"{path}.amount") is { } read ? new CostLine(name, kind, read) : null;
        var (people, duration) = (mapping["people"], mapping["duration"]);
        if (kind != CostLineKind.PerTime)
        {
            foreach (var (node, what) in new[] { (people, "people"), (duration, "duration") }.Where(pair => pair.Item1 is not null))
            {
                findings.Error(node!.Position, $"{path}.{what}", $"{what} with an amount that is not per time", $"an amount per time, e.g. amount: 20k {quantities.Currency}/month");
            }
        }
        else if (duration is null && !HasDuration())
        {
            findings.Error(
                amount.Position, $"{path}.duration", "an amount per time for a duration that is not known", "duration: how long it is paid; or accelerators in every phase of training");
        }

        if (kind == CostLineKind.PerAcceleratorHour && _training.Any(phase => phase.Hours == HoursRoute.NotKnown))
        {
            findings.Error(amount.Position, $"{path}.amount", "an amount per accelerator-hour, which are not known", "hours in every phase of training");
        }

        return line is null ? null : line with
        {
            People = people is null ? null : quantities.Read(people, Keys.LinePeople, $"{path}.people"),
            Duration = duration is null ? null : quantities.Read(duration, Keys.LineDuration, $"{path}.duration"),
        };
    }

    // Which unit the amount is per, e.g. month in 40k USD/month.
    private CostLineKind? Kind(ConfigNode amount, string path)
    {
        var per = Texts(amount).Select(text => Per().Match(text)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        switch (per)
        {
            case null:
                return CostLineKind.Once;
            case "accelerator-hour" or "accelerator-hours":
                return CostLineKind.PerAcceleratorHour;
            case "h" or "min" or "s":
                var money = Currencies.OfMessage(string.Join(' ', Texts(amount)), quantities.Currency);
                findings.Error(
                    amount.Position, path, $"{ConfigScalar.Shown(amount)}, where {per} may be accelerator-hours or the hours of the clock",
                    $"{money}/accelerator-hour for what is paid by accelerator-hours; {money}/day, {money}/week, {money}/month or {money}/year for what is paid by the calendar");
                return null;
            default:
                return CostLineKind.PerTime;
        }
    }

    private void AddLine(ConfigMapping section, KeySpec key, string name, CostLineKind kind, List<CostLine> lines)
    {
        if (section[key.Name] is { } node && quantities.Read(node, key, $"{Section}.{key.Name}") is { } read)
        {
            lines.Add(new CostLine(name, kind, read));
        }
    }

    private void CheckShares(ConfigSequence? list, List<CostLine> lines)
    {
        foreach (var line in lines.Where(line => line.Kind == CostLineKind.Share))
        {
            var item = list!.Items.OfType<ConfigMapping>().First(item => item["line"] is ConfigScalar scalar && scalar.OneLine == line.Name);
            var (of, path) = (item["of"]!, $"costs.lines.{line.Name}.of");
            if (line.Of == Contingency)
            {
                findings.Error(of.Position, path, "a circle: contingency is a share of all other costs, this line among them", "a line that is no share of this one");
            }
            else if (CostLine.OfPhases.Contains(line.Of))
            {
                if (Missing(line.Of) is { } missing)
                {
                    findings.Error(of.Position, path, $"the cost of {line.Of}, which is not known", missing);
                }
            }
            else if (lines.Find(other => other.Name == line.Of) is null)
            {
                var known = CostLine.OfPhases.Concat(lines.Where(other => other != line && other.Kind != CostLineKind.Contingency).Select(other => other.Name));
                findings.Error(
                    of.Position, path, $"the unknown line '{ConfigScalar.Clip(line.Of)}'", string.Join(", ", known),
                    Catalog.Spelling.Hint(line.Of, known));
            }
            else if (Circle(line, lines) is { } circle)
            {
                findings.Error(of.Position, path, circle.Count == 1 ? "a share of itself" : $"a circle: {string.Join(" → ", circle.Append(line.Name))}", "a line that is no share of this one");
            }
        }
    }

    private static List<string>? Circle(CostLine line, List<CostLine> lines)
    {
        var seen = new List<string>();
        for (var at = line; at is { Kind: CostLineKind.Share } && !seen.Contains(at.Name); at = lines.Find(other => other.Name == at.Of))
        {
            seen.Add(at.Name);
            if (at.Of == line.Name)
            {
                return seen;
            }
        }

        return null;
    }

    private string? Missing(string part) => part switch
    {
        "electricity" => phases.All(phase => phase[Keys.ElectricityPrice] is not null) ? null : "grid.electricity_price, or a location that has one",
        "hardware" => _training.All(phase => phase.Hours != HoursRoute.NotKnown && (phase[Keys.Rental] is not null || (phase[Keys.Price] is not null && phase[Keys.Lifetime] is not null)))
            ? null : "hardware.rental, or hardware.price with hardware.lifetime",
        "water" => phases.All(phase => phase[Keys.Wue] is not null && phase[Keys.WaterPrice] is not null) ? null : "facility.wue and facility.water_price",
        _ => phases.All(phase => phase[Keys.CarbonPrice] is not null && (phase[Keys.CarbonIntensity] is not null || phase.Mix is not null))
            ? null : "grid.carbon_price and grid.carbon_intensity",
    };

    // The texts of a value: not its source and its note.
    private static IEnumerable<string> Texts(ConfigNode node) => node switch
    {
        ConfigScalar scalar => [scalar.Text],
        ConfigMapping mapping => mapping.Entries.Where(entry => entry.Key.Text is not ("source" or "note")).SelectMany(entry => Texts(entry.Value)),
        _ => [],
    };

    [GeneratedRegex(@"[A-Z]{3}\s*/\s*([A-Za-z]+(?:-[a-z]+)?)", RegexOptions.None, 1000)]
    private static partial Regex Per();

    [GeneratedRegex(@"^cost\.(month_[0-9]+|quarter_[0-9]+|later)$", RegexOptions.None, 1000)]
    private static partial Regex ReservedNames();
}
