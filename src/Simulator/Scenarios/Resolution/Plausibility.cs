using Simulator.Catalog;
using Simulator.Model;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Warnings about values that are possible but unusual: never errors, always with the number and the rule.</summary>
internal sealed class Plausibility(QuantityReader quantities, Findings findings)
{
    /// <summary>Lowest carbon intensity of a country's grid, about. [kg/kWh]</summary>
    public const double LowestIntensity = 0.01;

    /// <summary>Highest carbon intensity of a country's grid, about: coal alone. [kg/kWh]</summary>
    public const double HighestIntensity = 1.1;

    private const double HighestMfu = 0.65;
    private const double HighestPue = 2;
    private const double ApartHours = 2;

    /// <summary>Least share of their rating that accelerators draw on average, about: idle cards draw more. [-]</summary>
    private const double LeastOfRating = 0.05;
    private const double ApartCatalog = 2;
    private const double ApartRating = 1.10;
    private const double ApartPue = 1.25;

    /// <summary>Compares the inputs of one phase with what is usual and with each other.</summary>
    public void Check(PhaseDraft draft, Phase phase)
    {
        CheckRanges(draft);
        CheckCombinations(draft, phase);
        CheckHours(draft, phase);
        CheckMeasured(draft, phase);
        CheckMeasuredMean(draft);
        CheckCatalog(draft, Keys.Tdp, ApartRating, "10%");
        CheckCatalog(draft, Keys.Peak, ApartRating, "10%", "the peak with sparsity, and that of 8-bit numbers, are twice the dense one of 16 bits; the MFU has to refer to the same");
        // Not the water and land of a grid: by what they count, sources differ by more than a factor of 2 themselves.
        foreach (var key in new[] { Keys.Price, Keys.EmbodiedCarbon, Keys.Wue, Keys.CarbonIntensity, Keys.ElectricityPrice })
        {
            CheckCatalog(draft, key, ApartCatalog, "a factor of 2");
        }

        CheckCatalog(draft, Keys.Pue, ApartPue, "a quarter");
        CheckMix(draft, phase);
    }

    private void CheckRanges(PhaseDraft draft)
    {
        if (draft.Median(Keys.CarbonIntensity) is { } intensity and (< LowestIntensity or > HighestIntensity))
        {
            Warn(draft, Keys.CarbonIntensity, FormattableString.Invariant($"{intensity:G4} kgCO2e/kWh (median)"), "0.01 to 1.1 kgCO2e/kWh, the range of the world's grids",
                intensity / 1000 is >= LowestIntensity and <= HighestIntensity ? "did you mean gCO2e/kWh or kgCO2e/MWh? They are a thousandth of it" : null);
        }

        foreach (var key in new[] { Keys.Mfu, Keys.ServingMfu, Keys.InputMfu }.Where(key => draft.Median(key) > HighestMfu))
        {
            var mfu = draft.Median(key)!.Value;
            Warn(draft, key, FormattableString.Invariant($"{100 * mfu:G4}% (median)"), "at most 65% of the dense peak has been reported", "is the peak the dense one, and of the number format of the MFU?", isRule: true);
        }

        if (draft.Median(Keys.Pue) is > HighestPue and var pue)
        {
            Warn(draft, Keys.Pue, FormattableString.Invariant($"{pue:G4} (median)"), "at most 2 in sites that train models");
        }
    }

    private void CheckCombinations(PhaseDraft draft, Phase phase)
    {
        if (draft.Inputs.ContainsKey(Keys.CoolingShare) && draft.Inputs.TryGetValue(Keys.Pue, out var pue) && pue.Distribution is { IsConstant: true, Minimum: 1 })
        {
            Warn(draft, Keys.CoolingShare, "a cooling share while the PUE is 1", "a PUE above 1, since cooling is a share of its overhead", "give facility.pue");
        }

        if (draft.Median(Keys.CoolingShare) == 0 && draft.Median(Keys.Wue) is > 0 and var wue)
        {
            Warn(
                draft, Keys.CoolingShare, FormattableString.Invariant($"0 while wue is {wue:G4} L/kWh (median)"), "a cooling share above 0 where water is evaporated for cooling",
                "it is a share of the facility overhead, PUE - 1");
        }

        if (phase.MayBeIncluded.Contains(Keys.ElectricityPrice))
        {
            var origin = draft.Inputs[Keys.ElectricityPrice].Origin == QuantityOrigin.Catalog ? " of the location" : "";
            Warn(
                draft, Keys.Rental, $"rental together with the electricity_price{origin}", "rental usually includes electricity, which is then paid twice",
                "write rental_includes: electricity if it does, or rental_includes: nothing if it does not", isRule: true);
        }

        if (phase.MayBeIncluded.Contains(Keys.CarbonPrice))
        {
            var beside = draft.Inputs[Keys.ElectricityPrice].Origin == QuantityOrigin.Included ? "a rental that includes electricity" : "the electricity_price";
            Warn(
                draft, Keys.CarbonPrice, $"carbon_price on top of {beside}", "where power plants pay for emissions the price of electricity includes it, which is then paid twice",
                "write electricity_price_includes: carbon_price if it does, or electricity_price_includes: nothing if it does not", isRule: true);
        }

        if (draft.Own.Given.Contains(Keys.IdleShare.Name) && !draft.Own.Given.Contains(Keys.IdlePower.Name) && phase.MeasuredAt is null && draft.Median(Keys.IdleShare) > 0)
        {
            Warn(draft, Keys.IdleShare, "idle_share without idle_power", "idle accelerators draw power; without idle_power they count as switched off", isRule: true);
        }

        if (draft.Own.Given.Contains(Keys.ServingIdleShare.Name) && !draft.Own.Given.Contains(Keys.ServingIdlePower.Name) && draft.Median(Keys.ServingIdleShare) > 0)
        {
            Warn(draft, Keys.ServingIdleShare, "idle_share without idle_power", "accelerators that wait draw power; without idle_power they count as switched off", isRule: true);
        }
    }

    private void CheckHours(PhaseDraft draft, Phase phase)
    {
        if (phase.Hours is not (HoursRoute.AcceleratorHours or HoursRoute.Duration)
            || draft.Median(Keys.Parameters) is not { } parameters || draft.Median(Keys.Tokens) is not { } tokens
            || draft.Median(Keys.Mfu) is not { } mfu || draft.Median(Keys.Peak) is not { } peak)
        {
            return;
        }

        var isStated = phase.Hours == HoursRoute.AcceleratorHours;
        var stated = StatedHours(draft, phase);
        var computed = 6 * parameters * tokens / (peak * mfu) / 3600;
        if (stated is { } hours && Math.Max(hours / computed, computed / hours) > ApartHours)
        {
            Warn(
                draft, isStated ? Keys.AcceleratorHours : Keys.Duration,
                FormattableString.Invariant($"{hours:G4} accelerator-hours, while 6 × parameters × tokens / (peak × mfu) is {computed:G4} h"),
                "hours that agree with the arithmetic within a factor of 2", "the peak is the dense one, the parameters are the active ones, the hours are of chips and not of their cores");
        }
    }

    // A measured energy against that of all accelerators at their rating: a wrong unit is a factor of 1,000.
    private void CheckMeasured(PhaseDraft draft, Phase phase)
    {
        if (phase.MeasuredAt is not { } boundary || draft.Median(Keys.Energy) is not { } energy
            || StatedHours(draft, phase) is not { } hours || draft.Median(Keys.Tdp) is not { } rating)
        {
            return;
        }

        // Room for the error of sensors; for servers with twice the power of their accelerators beside them; for the highest PUE.
        var most = boundary switch { Boundary.Accelerators => 1.2, Boundary.It => 3, _ => 3 * HighestPue };
        var rated = hours * rating;
        if (energy > most * rated || energy < LeastOfRating * rated)
        {
            Warn(
                draft, Keys.Energy,
                FormattableString.Invariant($"{energy:G4} kWh (median), while {hours:G4} accelerator-hours × {1000 * rating:G4} W rated power is {rated:G4} kWh"),
                FormattableString.Invariant($"{LeastOfRating} to {most} times the rated energy where the energy is measured at '{boundary.Word()}'"),
                "is the unit right, and are hours and energy of the same accelerators?");
        }
    }

    private static double? StatedHours(PhaseDraft draft, Phase phase) => phase.Hours switch
    {
        HoursRoute.AcceleratorHours => draft.Median(Keys.AcceleratorHours),
        HoursRoute.Duration => draft.Median(Keys.Accelerators) * draft.Median(Keys.Duration),
        _ => null,
    };

    // A mean holds the load already; taken for a rating, it is multiplied by a utilization once more.
    private void CheckMeasuredMean(PhaseDraft draft)
    {
        if (draft.Median(Keys.Tdp) is not { } power || draft.Inputs[Keys.Tdp].Origin != QuantityOrigin.Catalog
            || draft.Hardware.FirstOrDefault(level => level.IsCatalog) is not { Entry: { } entry } level || !entry.Figures[Keys.Tdp.Name].IsMeasuredMean)
        {
            return;
        }

        var others = new[] { ("rated_power", "a rating of"), ("highest_power", "a highest measured power of") }
            .Where(other => entry.Figures.ContainsKey(other.Item1)).Select(other => $"{other.Item2} {entry.Figures[other.Item1].Text}");
        findings.Warn(
            level.Position, $"{level.Path}.{CatalogKeys.NameIn(Keys.Tdp.Section)}",
            FormattableString.Invariant($"{1000 * power:G4} W for {entry.Name}, which is a mean measured under load and not a rating"),
            "utilization: 1 with such a mean, which holds the load already; or tdp: with a rating", $"the catalogue also has {string.Join(" and ", others)}");
        if (draft.Inputs.TryGetValue(Keys.OverheadFactor, out var overhead) && overhead.Origin == QuantityOrigin.Catalog)
        {
            findings.Error(
                quantities.PositionOf(overhead, level.Position), overhead.Path, FormattableString.Invariant($"the catalogue's {overhead.Text} for {entry.Name}, a ratio of ratings, with {1000 * power:G4} W, which is a measured mean"),
                "tdp: with a rating beside overhead: catalog; or overhead: with a ratio of measured powers");
        }
    }

    // The rating of a chip of which the catalogue has a measured mean, else what it reached. [kW]
    private static double Highest(CatalogEntry entry) => new[] { "rated_power", "highest_power" }.Select(entry.Figures.GetValueOrDefault).OfType<CatalogFigure>()
        .Max(figure => CatalogQuantities.Make(entry, Keys.Tdp, figure, Keys.Tdp.Name)!.Distribution.Quantile(0.5));

    // A figure beside a name holds; where it is far from what the catalogue has under that name, one of the two may be a mistake.
    private void CheckCatalog(PhaseDraft draft, KeySpec key, double apart, string rule, string? hint = null)
    {
        var levels = HomeOf(draft, key);
        if (levels.FirstOrDefault(level => level.IsCatalog)?.Entry is not { } entry
            || !draft.Inputs.TryGetValue(key, out var written) || written.Origin != QuantityOrigin.File
            || FigureOf(CatalogRequest.Of(levels, key.Section), entry, key) is not { } figure
            || CatalogQuantities.Make(entry, key, figure, written.Path)?.Distribution.Quantile(0.5) is not { } usual)
        {
            return;
        }

        // A price of 0 is what a file writes to leave electricity out.
        var median = written.Distribution.Quantile(0.5);
        if (figure.IsMeasuredMean && median > usual && median <= apart * Highest(entry))
        {
            return; // between the mean and the rating
        }

        if ((median != 0 || key.Section == "hardware") && IsFar(median, usual, apart) && !IsWithinRange(entry, key, figure, written))
        {
            Warn(draft, key, $"{written.Text}, while the catalogue has {figure.Text} for {entry.Name}", $"values within {rule} of the catalogue's", hint);
        }
    }

    private void CheckMix(PhaseDraft draft, Phase phase)
    {
        if (phase.Mix is not { } mix || draft.Grid.FirstOrDefault(level => level.Mix is not null) is not { IsCatalog: false } stated
            || draft.Grid.FirstOrDefault(level => level.IsCatalog) is not { } place || !place.Quantities.TryGetValue(Keys.CarbonIntensity, out var intensity))
        {
            return;
        }

        var (found, usual) = (mix.Shares.Sum(share => share.Share * share.Factor.Distribution.Quantile(0.5)), intensity.Distribution.Quantile(0.5));
        if (IsFar(found, usual, ApartCatalog))
        {
            findings.Warn(
                stated.Positions[CatalogKeys.Mix], mix.Path,
                FormattableString.Invariant($"{1000 * found:G3} gCO2e/kWh from the mix, while the catalogue has {intensity.Text} for {place.Entry!.Name}"),
                "a mix whose carbon intensity is within a factor of 2 of the catalogue's");
        }
    }

    // The peak of another number format, if that one is requested, is not a mistake to compare with.
    private static CatalogFigure? FigureOf(CatalogRequest request, CatalogEntry entry, KeySpec key) =>
        key.Section == "hardware" ? entry.Figures.GetValueOrDefault(key.Name) : request.FigureOf(entry, key);

    private static bool IsFar(double median, double usual, double apart) =>
        usual > 0 && Math.Max(median / usual, usual / median) > apart * (1 + 1e-9);

    private static bool IsWithinRange(CatalogEntry entry, KeySpec key, CatalogFigure figure, Quantity written) =>
        figure.Range is not null && key.Section != "hardware"
        && CatalogQuantities.Make(entry, key, figure, written.Path, isRange: true) is { Distribution: var range }
        && written.Distribution.Quantile(0.5) is var median && median >= range.Quantile(0.05) && median <= range.Quantile(0.95);

    private static IReadOnlyList<Level> HomeOf(PhaseDraft draft, KeySpec key) =>
        key.Section switch { "hardware" => draft.Hardware, "grid" => draft.Grid, "facility" => draft.Facility, _ => [] };

    private void Warn(PhaseDraft draft, KeySpec key, string found, string rule, string? hint = null, bool isRule = false)
    {
        var quantity = draft.Inputs[key];
        var home = HomeOf(draft, key);
        findings.Warn(quantities.PositionOf(quantity, home.Count > 0 ? home[^1].Position : draft.Position), quantity.Path, found, rule, hint, isRule);
    }
}
