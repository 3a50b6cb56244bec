using System.Globalization;
using Simulator.Catalog;
using Simulator.Model;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Quantities.Dimensions;

namespace Simulator.Scenarios.Format;

/// <summary>Every key of the scenario format: what the reader checks against and the schema is written from.</summary>
internal static class ScenarioFormat
{
    /// <summary>Version of the scenario format that this program reads; a file without <c>format</c> has version 1.</summary>
    public const int Version = 1;

    /// <summary>The word that asks for a figure or the ranges of a catalogue entry.</summary>
    public const string CatalogWord = "catalog";

    /// <summary>Paths of the keys for which that word may stand.</summary>
    public static IEnumerable<string> Resettable =>
        new[] { "hardware", "facility", "grid" }.SelectMany(section => CatalogKeys.In(section).Select(key => $"{section}.{key}"));

    /// <summary>How the samples are drawn.</summary>
    public static FormatSection Simulation { get; } = new("simulation",
    [
        new("samples", KeyKind.WholeNumber, "Samples to draw, e.g. 1_048_576 or 1M.") { Default = Whole(SimulationDefaults.Samples), Example = "10M" },
        new("sampler", KeyKind.Choice, "sobol: scrambled quasi-random points; random: Philox.") { Choices = ["sobol", "random"], Default = "sobol", Example = "random" },
        new("replicates", KeyKind.WholeNumber, "Independent randomizations; their spread gives the Monte Carlo error.") { Default = Whole(SimulationDefaults.Replicates), Example = "64" },
        new("seed", KeyKind.WholeNumber, "Seed of all streams.") { Default = Whole((long)SimulationDefaults.Seed), Example = "7" },
        new("interval", KeyKind.Number, "Level of the printed intervals, e.g. 90%.") { Default = FormattableString.Invariant($"{100 * SimulationDefaults.Interval}%"), Example = "95%" },
        new("equivalences", KeyKind.Choice, "Year of the edition of the factors for everyday terms; if left out, those that published write-ups used.")
        {
            Choices = [.. BuiltInCatalog.EquivalenceEditions.Select(year => year.ToString(CultureInfo.InvariantCulture))],
            Example = "2024",
        },
        new("precision", KeyKind.Number, "Relative Monte Carlo error to reach, e.g. 0.1%; samples are then the most that may be drawn.") { Example = "0.1%" },
    ]);

    /// <summary>Power and cost of one component.</summary>
    public static FormatSection Component { get; } = new("component", [.. KeyTable.In("hardware.components").Select(FormatKey.For)]);

    /// <summary>Components beside the accelerators.</summary>
    public static FormatSection Components { get; } = new("components",
    [
        .. ComponentVector<DoubleLane>.Names.Select(name =>
            new FormatKey(name, KeyKind.Component, $"Power of {name} as a share of accelerator power, or its power and cost.") { Spec = Keys.ComponentPower, Section = Component, Example = "12%" }),
    ]);

    /// <summary>One server.</summary>
    public static FormatSection Server { get; } = new("server", [.. KeyTable.In("hardware.server").Select(spec => FormatKey.For(spec) with { IsRequired = true })]);

    /// <summary>Accelerators and the equipment around them.</summary>
    public static FormatSection Hardware { get; } = new("hardware",
    [
        new("accelerator", KeyKind.CatalogName, "Catalogue entry that gives rated power, peak rate, price, embodied carbon; each can be overridden.") { Example = "h100-sxm" },
        .. KeyTable.In("hardware").Select(WithWord),
        new("number_format", KeyKind.Choice, "Number format whose dense peak is taken from the catalogue; if left out, bf16, or fp16 where there is no bf16.") { Choices = NumberFormats.All, Example = "fp8" },
        Uncertainty,
        new(RentalIncludes, KeyKind.Choice, "What the rental pays for beside the hardware: electricity, so that the price of electricity does not count again; or nothing.") { Choices = ["electricity", "nothing"], Example = "electricity" },
        new("embodied_accounting", KeyKind.Choice, "amortized: the share of the hardware's life that is used; full: all of it.") { Choices = ["amortized", "full"], Default = "amortized", Example = "full" },
        new("components", KeyKind.Section, "Power of components as shares of accelerator power, instead of overhead.") { Section = Components },
        new("server", KeyKind.Section, "Rated power of a server and its accelerators, instead of overhead.") { Section = Server },
    ])
    {
        Alternatives = [[["overhead"], ["components"], ["server"]], [["rental"], ["price"]]],
    };

    /// <summary>The building.</summary>
    public static FormatSection Facility { get; } = new("facility", 
    [
        .. KeyTable.In("facility").Select(WithWord),
        new("operator", KeyKind.CatalogName, "Catalogue entry that gives PUE and WUE; each can be overridden.") { Example = "google" },
        Uncertainty,
    ]);

    /// <summary>Where the electricity comes from.</summary>
    public static FormatSection Grid { get; } = new("grid",
    [
        new("location", KeyKind.CatalogName, "Catalogue entry that gives carbon intensity, mix, price, water and land intensity; each can be overridden.") { Example = "germany" },
        .. KeyTable.In("grid").Select(WithWord),
        new(CatalogKeys.Mix, KeyKind.Mix, "Shares of generation sources, instead of carbon_intensity; they sum to 1. Or catalog, for the mix of the catalogue entry.") { Choices = [CatalogWord], Example = "{coal: 40%, gas: 35%, wind: 25%}" },
        new("mix_concentration", KeyKind.Number, "Dirichlet concentration: shares vary as if estimated from this many observations; if left out, they are fixed.") { Example = "50" },
        new(ElectricityPriceIncludes, KeyKind.Choice, "What the price of electricity pays for beside the electricity: carbon_price, so that it does not count again; or nothing.") { Choices = ["carbon_price", "nothing"], Example = "carbon_price" },
        new("emission_factors", KeyKind.Choice, "lifecycle (default): plants and fuel supply included; direct: combustion alone.") { Choices = ["lifecycle", "direct"], Default = "lifecycle", Example = "direct" },
        new("accounting", KeyKind.Choice, "Which operational emissions are counted in the emissions: location (default), or market, after carbon_free_share and residual_mix, one of which it needs.") { Choices = ["location", "market"], Default = "location", Example = "market" },
        new("hydro_evaporation", KeyKind.Choice, "Whether the catalogue's water includes evaporation from reservoirs: included (default) or excluded.") { Choices = ["included", "excluded"], Default = "included", Example = "excluded" },
        Uncertainty,
    ])
    {
        Alternatives = [[["carbon_intensity"], ["mix", "mix_concentration"]]],
    };

    /// <summary>What interrupts a run.</summary>
    public static FormatSection Failures { get; } = new("failures", [.. KeyTable.In("failures").Select(FormatKey.For)]);

    /// <summary>Key that says what a rental pays for beside the hardware.</summary>
    public const string RentalIncludes = "rental_includes";

    /// <summary>Key that says what a price of electricity pays for beside the electricity.</summary>
    public const string ElectricityPriceIncludes = "electricity_price_includes";

    /// <summary>Key that says what the meter of an energy has in it.</summary>
    public const string MeasuredAt = "measured_at";

    /// <summary>Key of the power in parts of a run.</summary>
    public const string LoadProfile = "load_profile";

    /// <summary>One phase of training.</summary>
    public static FormatSection Phase { get; } = new("phase",
    [
        new("phase", KeyKind.Text, "Name of the phase; optional for a single phase.") { Example = "pre-training" },
        .. KeyTable.In("phase").Select(FormatKey.For),
        new(MeasuredAt, KeyKind.Choice, "What the meter of energy has in it: accelerators alone, all IT equipment, the site, or the grid with its losses.") { Choices = Boundaries.Words, Example = "it" },
        new(LoadProfile, KeyKind.Profile, "Mean power in each of equal parts of the run, relative to each other; weights the means of series.") { Example = "[60%, 100%, 100%, 80%]" },
        .. Overrides(Hardware, Facility, Grid, Failures),
    ]);

    /// <summary>Use of the trained model.</summary>
    public static FormatSection Serving { get; } = new("serving",
    [
        .. KeyTable.In("serving").Select(spec => FormatKey.For(spec) with { IsRequired = spec == Keys.RequestsPerDay || spec == Keys.ServingDuration }),
        new(LoadProfile, KeyKind.Profile, "Mean power in each of equal parts of the run, relative to each other; weights the means of series.") { Example = "[60%, 100%, 100%, 80%]" },
        .. Overrides(Hardware, Facility, Grid),
    ])
    {
        NeedsOneOf = [Keys.EnergyPerRequest.Name, Keys.ServingParameters.Name],
        Alternatives = [[[Keys.EnergyPerRequest.Name], [Keys.ServingParameters.Name]]],
        ComparesAlternatives = true,
    };

    /// <summary>One line of the budget.</summary>
    public static FormatSection CostLine { get; } = new("cost_line",
    [
        new("line", KeyKind.Text, "Name of the line.") { IsRequired = true, Example = "engineers" },
        .. KeyTable.In("cost_line").Select(FormatKey.For),
        new("of", KeyKind.Text, $"What the share is of: {string.Join(", ", Scenarios.CostLine.OfPhases)}, or the name of a line.") { Example = "hardware" },
    ])
    {
        Alternatives = [[["amount"], ["share"]]],
    };

    /// <summary>What the model costs beside hardware, electricity, water and carbon.</summary>
    public static FormatSection Costs { get; } = new("costs",
    [
        new("lines", KeyKind.CostLines, "Lines of the budget, each with an amount, or a share of another line.") { Section = CostLine },
        .. KeyTable.In("costs").Select(FormatKey.For),
        new("currency", KeyKind.Choice, "Currency of all costs that are printed; prices in the file may then be in it, or in USD.") { Choices = Currencies.All, Default = Currencies.Dollars, Example = "EUR" },
        new("price_year", KeyKind.WholeNumber, "Year whose prices the costs are printed in; the deflator is that of this year.") { Example = "2023" },
        new("split", KeyKind.Choice, "Splits the cost into months or quarters: those of the calendar (UTC) where the first phase alone states one date as start, else 730 h or 2,190 h each from the start of training.") { Choices = ["month", "quarter"], Example = "month" },
    ]);

    /// <summary>A rank correlation between two inputs.</summary>
    public static FormatSection Correlation { get; } = new("correlations",
    [
        new("between", KeyKind.InputPair, "Paths of two uncertain inputs, e.g. [facility.pue, grid.carbon_intensity].") { IsRequired = true, Example = "[facility.pue, grid.carbon_intensity]" },
        new("spearman", KeyKind.Number, "Spearman's rank correlation, from -0.999 to 0.999.") { Example = "0.3" },
        new("kendall", KeyKind.Number, "Kendall's rank correlation, from -0.999 to 0.999.") { Example = "0.2" },
    ])
    {
        Alternatives = [[["spearman"], ["kendall"]]],
    };

    /// <summary>A published figure.</summary>
    public static FormatSection Published { get; } = new("published",
    [
        new("output", KeyKind.Text, "Output that the figure belongs to, e.g. emissions.") { IsRequired = true, Example = "emissions" },
        new("at", KeyKind.Choice, "Which figure of the output; the median if left out.") { Choices = PublishedFigure.Statistics, Default = "median", Example = "p95" },
        new("value", KeyKind.Text, "The figure as printed, with its unit; its last digit is taken as the last printed one.") { IsRequired = true, Example = "552.1 t" },
        new("tier", KeyKind.Choice, "What agreement shows: that our arithmetic is right (circular: only that, since the source makes the same assumptions), that the model is right, or that the sampling is right. Of a figure without published inputs (total only), nothing.")
        {
            Choices = ["arithmetic", "circular", "measured", "closed form", "total only"],
            Example = "measured",
            IsRequired = true,
        },
        new("source", KeyKind.Text, "Where it was published.") { IsRequired = true, Example = "patterson-2021" },
        new("note", KeyKind.Text, "What a reader needs to know about it.") { Example = "the printed days are rounded" },
        new("expect", KeyKind.Choice, "holds (if left out): to the printed digit; differs: by the stated deviation; inside or outside: of our central interval.")
        {
            Choices = ["holds", "differs", "inside", "outside"],
            Default = "holds",
            Example = "differs",
        },
        new("deviation", KeyKind.Text, "With expect: differs, our figure over the published one, less 1, e.g. -1.2%.") { Example = "-1.2%" },
        new("mistake", KeyKind.Text, "What is wrong in the source.") { Example = "short tons taken for tonnes" },
    ]);

    /// <summary>The top level.</summary>
    public static FormatSection Root { get; } = new("",
    [
        new(FormatVersion.Key, KeyKind.WholeNumber, "Version of the scenario format that the file was written for.") { Default = Whole(Version), Example = "1" },
        new("name", KeyKind.Text, "Name of the scenario.") { IsRequired = true, Example = "DeepSeek-V3" },
        new("description", KeyKind.Text, "What the scenario is about.") { Example = "The final training run." },
        new("extends", KeyKind.Text, "Another scenario file that this one starts from, relative to this one.") { Example = "base.yaml" },
        new("simulation", KeyKind.Section, "How the samples are drawn.") { Section = Simulation },
        new("hardware", KeyKind.Section, "Accelerators and the equipment around them.") { Section = Hardware },
        new("facility", KeyKind.Section, "The building: PUE, cooling, water.") { Section = Facility },
        new("grid", KeyKind.Section, "Where the electricity comes from and what it costs.") { Section = Grid },
        new("failures", KeyKind.Section, "What interrupts a run; goodput follows from it unless it is given.") { Section = Failures },
        new("training", KeyKind.Phases, "The phases of training; left out where only serving or only published figures are stated.") { Section = Phase },
        new("serving", KeyKind.Section, "Use of the trained model.") { Section = Serving },
        new("costs", KeyKind.Section, "What it costs beside hardware, electricity, water and carbon, and in which currency and prices.") { Section = Costs },
        new("correlations", KeyKind.Correlations, "Rank correlations between inputs, each as {between: [a, b], spearman: 0.3}; pairs left out are 0.") { Section = Correlation },
        new("published", KeyKind.Published, "Figures that others published about this, for 'simulator validate' and 'simulator compare'; a run ignores them.") { Section = Published },
        new("limits", KeyKind.Limits, "Limits that the outputs must keep, e.g. p95 emissions < 12 kt, or P(cost > 100M USD) < 5%.") { Example = "[p95 emissions < 12 kt]" },
    ]);

    /// <summary>Of the top level, a file has at least one of these.</summary>
    public static IReadOnlyList<string> Subjects { get; } = ["training", "serving", "published"];

    /// <summary>All sections, for hints.</summary>
    public static IReadOnlyList<FormatSection> Sections { get; } = [Root, Simulation, Hardware, Facility, Grid, Failures, Phase, Serving, Server, Components, Component, Costs, CostLine, Correlation, Published];

    private static FormatKey Uncertainty =>
        new("uncertainty", KeyKind.Choice, "none (default): plain values of the catalogue; catalog: its ranges, where it has any.") { Choices = ["none", CatalogWord], Default = "none", Example = CatalogWord };

    private static string Whole(long number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_');

    // Whatever the catalogue can give can be requested by name: it takes back what is stated farther away.
    private static FormatKey WithWord(KeySpec key)
    {
        var limit = CatalogKeys.OnRequest.Contains(key) ? ", which is not applied otherwise" : "";
        return CatalogKeys.Holds(key)
            ? FormatKey.For(key with { Summary = $"{key.Summary} Or catalog, for the figure of the catalogue entry{limit}." }) with { Spec = key, Choices = [CatalogWord] }
            : FormatKey.For(key);
    }

    private static IEnumerable<FormatKey> Overrides(params FormatSection[] sections) =>
        sections.Select(section => new FormatKey(section.Name, KeyKind.Section, $"Keys of {section.Name} that differ here.") { Section = section });
}
