using Simulator.Distributions;

namespace Simulator.Scenarios;

/// <summary>Moves the runs of a scenario to another time.</summary>
internal static class StartReplacement
{
    /// <summary>The scenario with a known start; its other inputs keep their draws, so that two starts differ by the time alone.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="earliest">When the first of its phases begins, UTC; the others keep their distance from it.</param>
    /// <remarks>Whether the series have data then is the caller's to check: a window without data gives values that are not numbers.</remarks>
    public static Scenario StartingAt(this Scenario scenario, DateTime earliest)
    {
        var windows = scenario.Phases.Select(phase => phase.Window).OfType<PhaseWindow>().ToList();
        if (windows.Count == 0)
        {
            return scenario;
        }

        var shift = earliest - windows.Min(window => window.Earliest);
        var starts = windows.Select(window => window.Start).Distinct()
            .ToDictionary(start => start, start => start with { Distribution = Constant.Of(0), Epoch = start.Epoch + shift });
        var moved = scenario.Replace(quantity => starts.GetValueOrDefault(quantity, quantity));
        return moved with
        {
            Phases = [.. moved.Phases.Select(phase => phase.Window is not { } window ? phase : phase with
            {
                Window = window with { Earliest = window.Earliest + shift, Range = 0, Years = [.. window.Years.Select(year => year + (window.Earliest + shift).Year - window.Earliest.Year)] },
            })],
        };
    }
}
