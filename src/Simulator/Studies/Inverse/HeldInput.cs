using Simulator.Distributions;
using Simulator.Scenarios;

namespace Simulator.Studies.Inverse;

/// <summary>A scenario with one of its inputs held at a constant.</summary>
/// <remarks>
/// Not read anew: every other input keeps its distribution object, and with it the table of quantiles that took longer
/// to make than the samples take to draw.
/// </remarks>
internal static class HeldInput
{
    /// <summary>The scenario with a constant in place of an input.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="input">One of its inputs.</param>
    /// <param name="value">The constant, in the model's unit.</param>
    /// <param name="text">The same as a file would have it.</param>
    public static Scenario Hold(Scenario scenario, Quantity input, double value, string text)
    {
        var held = input with { Distribution = Constant.Of(value), Text = text, TruncatedMass = 0 };
        return scenario with
        {
            Costs = scenario.Costs?.Replace(Of),
            Phases = [.. scenario.Phases.Select(phase => phase with
            {
                Inputs = phase.Inputs.ToDictionary(pair => pair.Key, pair => Of(pair.Value)),
                Components = [.. phase.Components.Select(component => component with
                {
                    Power = Of(component.Power),
                    Cost = component.Cost is { } cost ? Of(cost) : null,
                })],
                Mix = phase.Mix is { } mix ? mix with { Shares = [.. mix.Shares.Select(share => share with { Factor = Of(share.Factor) })] } : null,
            })],
            Quantities = [.. scenario.Quantities.Select(Of)],
        };

        Quantity Of(Quantity quantity) => ReferenceEquals(quantity, input) ? held : quantity;
    }
}
