namespace Simulator.Scenarios;

/// <summary>Replaces inputs of a scenario that has been resolved.</summary>
internal static class QuantityReplacement
{
    /// <summary>The scenario with every input replaced by what a function makes of it; phases that share one still do.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="replace">From an input to the one in its place, or to itself.</param>
    public static Scenario Replace(this Scenario scenario, Func<Quantity, Quantity> replace)
    {
        // By reference: two inputs that look alike are still two inputs.
        var replaced = new Dictionary<Quantity, Quantity>(ReferenceEqualityComparer.Instance);
        foreach (var quantity in scenario.Quantities)
        {
            replaced.Add(quantity, replace(quantity));
        }

        return scenario with
        {
            Quantities = [.. scenario.Quantities.Select(quantity => replaced[quantity])],
            Costs = scenario.Costs?.Replace(Of),
            Phases = [.. scenario.Phases.Select(phase => phase with
            {
                Window = phase.Window is { } window ? window with { Start = Of(window.Start), Year = window.Year is { } year ? Of(year) : null } : null,
                Inputs = phase.Inputs.ToDictionary(pair => pair.Key, pair => Of(pair.Value)),
                Components = [.. phase.Components.Select(component => component with
                {
                    Power = Of(component.Power),
                    Cost = component.Cost is { } cost ? Of(cost) : null,
                })],
                Mix = phase.Mix is { } mix
                    ? mix with { Shares = [.. mix.Shares.Select(share => share with { Factor = Of(share.Factor) })] }
                    : null,
            })],
        };

        Quantity Of(Quantity quantity)
        {
            var found = replaced.GetValueOrDefault(quantity, quantity);
            return found.Series?.Scale is { } scale && replaced.TryGetValue(scale, out var other) && !ReferenceEquals(scale, other)
                ? found with { Series = found.Series with { Scale = other } } : found;
        }
    }
}
