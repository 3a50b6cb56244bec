using Simulator.Distributions;
using Simulator.Model;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Takes out of a phase the prices that another of its prices already includes, so that nothing is paid twice.</summary>
internal sealed class IncludedCosts(List<string> notices, Findings findings)
{
    private readonly Dictionary<(KeySpec, string), Quantity> _free = [];

    /// <summary>Looks at what the prices of a phase include.</summary>
    /// <param name="draft">The phase, its prices resolved.</param>
    /// <param name="hours">How its accelerator-hours are known: without them, no rental is paid for.</param>
    /// <param name="demandCharge">Where the file states a demand charge, which is a part of the price of electricity; null if it does not.</param>
    /// <returns>Prices that another price may include, since the file does not say whether it does.</returns>
    public IReadOnlySet<KeySpec> Resolve(PhaseDraft draft, HoursRoute hours, SourcePosition? demandCharge)
    {
        var open = new HashSet<KeySpec>();
        var hasHours = hours is not (HoursRoute.NotKnown or HoursRoute.None);
        Resolve(draft, draft.Hardware, ScenarioFormat.RentalIncludes, "electricity", Keys.Rental, Keys.ElectricityPrice, hasHours, open);
        if (demandCharge is { } at && !draft.IsServing && hasHours && IsPaid(draft, Keys.Rental))
        {
            CheckDemand(draft, at, open);
        }

        Resolve(draft, draft.Grid, ScenarioFormat.ElectricityPriceIncludes, "carbon_price", Keys.ElectricityPrice, Keys.CarbonPrice, isPaid: true, open);
        return open;
    }

    private void Resolve(
        PhaseDraft draft, IReadOnlyList<Level> levels, string word, string includes, KeySpec price, KeySpec included, bool isPaid, HashSet<KeySpec> open)
    {
        if (levels.FirstOrDefault(level => level.Words.ContainsKey(word)) is not { } level)
        {
            if (isPaid && (IsPaid(draft, price) || IsWithinRental(draft, price)) && IsPaid(draft, included))
            {
                open.Add(included);
            }

            return;
        }

        var path = $"{level.Path}.{word}";
        if (!draft.IsGiven(price) && !draft.Inputs.ContainsKey(price))
        {
            findings.Error(level.Positions[word], path, $"{word} without {price.Name}", $"{price.Name}: {price.Summary}", $"state {price}, or leave {word} out");
        }
        else if (level.Words[word] == includes && !isPaid)
        {
            // Nothing would be left of the cost, and what the rental comes to is not known.
            findings.Error(
                level.Positions[word], path, $"{includes} in {draft.Name}, whose accelerator-hours are not known, so neither is what the {price.Name} comes to",
                $"{word}: {includes} where accelerator_hours, or another route to hours, is stated", $"state accelerator_hours in {draft.Path}, or leave {price} out");
        }
        else if (level.Words[word] == includes)
        {
            if (draft.Inputs.TryGetValue(included, out var dropped))
            {
                notices.Add($"{dropped.Path} is not counted in {draft.Name}: {path}: {includes} says that {price} pays for it.");
            }

            draft.Inputs[included] = Free(included, path);
        }
    }

    // A demand charge is paid for the same electricity as its price per energy.
    private void CheckDemand(PhaseDraft draft, SourcePosition at, HashSet<KeySpec> open)
    {
        var word = draft.Hardware.FirstOrDefault(level => level.Words.ContainsKey(ScenarioFormat.RentalIncludes));
        var path = Keys.DemandCharge.ToString();
        if (word is null)
        {
            open.Add(Keys.DemandCharge);
        }

        // Beside a price of electricity, the warning about that price is enough.
        if (word is null && !open.Contains(Keys.ElectricityPrice))
        {
            findings.Warn(
                at, path, "a demand charge together with a rental", "a rental usually includes electricity, and the demand charge with it, which is then paid twice",
                "leave demand_charge out if the rental includes electricity, or write rental_includes: nothing if it does not", isRule: true);
        }
        else if (word?.Words[ScenarioFormat.RentalIncludes] == "electricity")
        {
            findings.Error(
                at, path, $"a demand charge, while {word.Path}.{ScenarioFormat.RentalIncludes}: electricity says that the rental pays for electricity",
                "demand_charge where electricity is paid beside the rental", "leave demand_charge out, or write rental_includes: nothing");
        }
    }

    // Electricity that the rental includes was bought at a price that may hold that of carbon.
    private static bool IsWithinRental(PhaseDraft draft, KeySpec price) =>
        price == Keys.ElectricityPrice && draft.Inputs.TryGetValue(price, out var quantity) && quantity.Origin == QuantityOrigin.Included;

    private static bool IsPaid(PhaseDraft draft, KeySpec price) =>
        draft.Inputs.TryGetValue(price, out var quantity) && quantity.Distribution is not { IsConstant: true, Minimum: 0 };

    private Quantity Free(KeySpec key, string why)
    {
        if (!_free.TryGetValue((key, why), out var free))
        {
            free = new Quantity
            {
                Path = key.ToString(),
                Key = key,
                Distribution = Constant.Of(0),
                Text = "0",
                DisplayUnit = key.ModelUnit,
                Origin = QuantityOrigin.Included,
                Note = $"included: {why}",
            };
            _free[(key, why)] = free;
        }

        return free;
    }
}
