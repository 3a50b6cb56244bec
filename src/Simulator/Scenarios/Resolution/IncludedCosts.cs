using Simulator.Distributions;
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
    public void Resolve(PhaseDraft draft)
    {
        Resolve(draft, draft.Hardware, ScenarioFormat.RentalIncludes, "electricity", Keys.Rental, Keys.ElectricityPrice);
        Resolve(draft, draft.Grid, ScenarioFormat.ElectricityPriceIncludes, "carbon_price", Keys.ElectricityPrice, Keys.CarbonPrice);
    }

    private void Resolve(PhaseDraft draft, IReadOnlyList<Level> levels, string word, string includes, KeySpec price, KeySpec included)
    {
        if (levels.FirstOrDefault(level => level.Words.ContainsKey(word)) is not { } level)
        {
            return;
        }

        var path = $"{level.Path}.{word}";
        if (!draft.IsGiven(price) && !draft.Inputs.ContainsKey(price))
        {
            findings.Error(level.Positions[word], path, $"{word} without {price.Name}", $"{price.Name}: {price.Summary}", $"state {price}, or leave {word} out");
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
