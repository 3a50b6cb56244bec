using Simulator.Reporting.Tables;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;
using Simulator.Studies.Disclosure;

namespace Simulator.Reporting.Disclosure;

/// <summary>Emissions by scope and category of the Greenhouse Gas Protocol.</summary>
/// <remarks>
/// Scope 2 Guidance (2015): generation of the electricity that is bought, location-based and market-based; neither upstream fuel nor
/// losses. Corporate Value Chain Standard (2011), chapter 5: category 1 has what is bought, services included, from cradle to gate;
/// category 2 capital goods; category 3 upstream of bought electricity (b) and losses (c); category 8 the scopes 1 and 2 of leased assets.
/// </remarks>
internal static class GhgAccount
{
    private const string Owned = "owned";
    private const string Leased = "leased";
    private const string Service = "service";

    /// <summary>Who can have the hardware, in the words of <c>--control</c>.</summary>
    public static IReadOnlyList<string> Controls { get; } = [Owned, Leased, Service];

    /// <summary>Writes it as Markdown.</summary>
    /// <exception cref="FormException">Nothing that it states is known.</exception>
    public static WrittenForm Write(Disclosed data, FormChoices choices)
    {
        var control = choices.Control ?? (data.IsRented ? Service : Owned);
        List<(string Line, string What, string Account)> lines =
        [
            (Electricity(control), "electricity at the meter, location-based", Account.AtMeter),
            (Electricity(control), "electricity at the meter, market-based", Account.AtMeterMarket),
            (Beside(control, "Scope 3, category 3(b)"), "upstream of that electricity", Account.Upstream),
            (Beside(control, "Scope 3, category 3(c)"), "transmission and distribution losses", Account.Losses),
            (Beside(control, "Scope 3, category 2"), "making the hardware", Account.Embodied),
        ];
        var omissions = lines.Where(line => data[line.Account].Figure is null).Select(line => FormFigures.NotKnown($"{line.Line}, {line.What}", data[line.Account].Missing!)).ToList();
        if (omissions.Count == lines.Count)
        {
            throw new FormException($"An account states emissions, none of which are known: {data[Account.AtMeter].Missing}.");
        }

        using var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"# {MarkdownTable.Escape(data.Result.Scenario.Name)}: emissions by scope and category");
        text.WriteLine();
        text.WriteLine($"Greenhouse Gas Protocol: Scope 2 Guidance (2015), Corporate Value Chain (Scope 3) Standard (2011). {Reading(control, choices.Control is null, data.IsServingAlone)}");
        text.WriteLine();
        MarkdownTable.Write(
            new ReportTable(
                "",
                [new("scope and category"), new("what"), new("median", CellAlignment.Right), new($"{data.Level()} interval", CellAlignment.Interval), new("unit")],
                [.. lines.Where(line => data[line.Account].Figure is not null).Select(line => Cells(data, line))], []),
            text);
        FormText.List(text, "What the lines hold", [.. Notes(data, control)]);
        text.WriteLine("### How they were estimated");
        text.WriteLine();
        text.WriteLine(MarkdownTable.Escape(data.Method()));
        text.WriteLine();
        text.WriteLine(MarkdownTable.Escape(data.Provenance()));
        text.WriteLine();
        FormText.List(text, "Not known, and left out", omissions);
        return new WrittenForm(text.ToString(), omissions);
    }

    private static string Electricity(string control) => control switch
    {
        Owned => "Scope 2",
        Leased => "Scope 3, category 8",
        _ => "Scope 3, category 1",
    };

    private static string Beside(string control, string owned) => control switch
    {
        Owned => owned,
        Leased => "Scope 3, category 8 (optional)",
        _ => "Scope 3, category 1",
    };

    private static string Reading(string control, bool isDefault, bool isServingAlone) => control switch
    {
        Owned => "Read as hardware that the reporting organization owns and whose electricity it buys",
        Leased => "Read as hardware that the reporting organization leases and does not control",
        _ => "Read as a service that the reporting organization buys, such as a cloud",
    } + (isDefault ? $" ({(control == Service ? "hardware.rental is stated" : isServingAlone ? "no rental is stated for serving" : "no rental is stated for the whole of training")}; --control says otherwise)." : " (--control).");

    private static IReadOnlyList<string> Cells(Disclosed data, (string Line, string What, string Account) line)
    {
        var figure = data[line.Account].Figure!;
        var unit = FormFigures.Unit(figure);
        var text = FormFigures.Text(figure, unit);
        return [line.Line, line.What, text.Median, text.Interval, unit.Name];
    }

    private static IEnumerable<string> Notes(Disclosed data, string control)
    {
        foreach (var intensity in data.Intensities)
        {
            yield return intensity;
        }

        if (data[Account.AtMeterMarket].Figure is not null && data[Account.AtMeter].Figure is null)
        {
            yield return "Market-based is the residual mix, or the rate of the supplier, less the share that contracts match. The protocol asks for the location-based figure beside it.";
        }
        else if (data[Account.AtMeterMarket].Figure is not null)
        {
            yield return "The two figures of the electricity are alternatives and are never added. Market-based is location-based less the share that contracts match; "
                + "for the rest a residual mix is used where one is known, and the local grid elsewhere, which the protocol asks to say.";
        }

        yield return control switch
        {
            Owned => "Category 1 has nothing of this: hardware that is written off is category 2. Category 8 has nothing of this: no asset is leased.",
            Leased => "Scope 2 and categories 1 to 3 have nothing of this: the lessor buys the electricity and the hardware.",
            _ => "Scope 2 and categories 2, 3 and 8 have nothing of this: the provider buys the electricity and the hardware, and a service counts from cradle to gate.",
        };
        if (control == Owned && data[Account.Embodied].Figure is not null && data.Scenario.Phases.Any(phase => !phase.EmbodiedInFull))
        {
            yield return $"The hardware counts by the share of its working life that {(data.IsServingAlone ? "serving takes" : data.HasHardwareOfServing ? "training and serving take" : "the training takes")}. Category 2 counts all of it in the year of purchase: write embodied_accounting: full for that.";
        }

        if (data[Account.Losses].Figure is not null && data.Scenario.Phases.Any(phase => phase.Conventions.Factors != EmissionFactors.Direct && (phase.Mix is not null || phase[Keys.CarbonIntensity] is { Origin: QuantityOrigin.Catalog })))
        {
            yield return "What is lost on the way counts at the life-cycle intensity: category 3(c) has both its generation and what lies upstream of it.";
        }

        if (data.Scenario.Phases.Any(phase => phase.IsServing))
        {
            var energy = data.IsServingAlone ? "serving" : "training and serving";
            yield return data[Account.Embodied].Figure is null ? $"The electricity is that of {energy}."
                : data.HasHardwareOfServing ? $"Electricity and hardware are those of {energy}."
                : $"The electricity is that of {energy}; the hardware is that of training, since that of serving is not known.";
        }
    }
}
