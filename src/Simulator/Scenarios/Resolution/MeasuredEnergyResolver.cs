using Simulator.Model;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Checks what stands beside the measured energy of a phase.</summary>
internal sealed class MeasuredEnergyResolver(Findings findings)
{
    private static readonly KeySpec[] OfPower = [Keys.Utilization, Keys.IdlePower];

    /// <summary>What the meter has in it; null where the energy is modelled.</summary>
    public Boundary? Resolve(PhaseDraft phase)
    {
        var isWritten = phase.Own.Given.Contains(ScenarioFormat.MeasuredAt);
        if (!phase.IsGiven(Keys.Energy))
        {
            if (isWritten)
            {
                findings.Error(At(phase, ScenarioFormat.MeasuredAt), $"{phase.Path}.{ScenarioFormat.MeasuredAt}", "measured_at without energy", "energy: what was measured, e.g. 48.3 kWh ± 3%");
            }

            return null;
        }

        if (!isWritten)
        {
            findings.Error(
                At(phase, Keys.Energy.Name), $"{phase.Path}.energy", "energy without measured_at", $"measured_at: {string.Join(", ", Boundaries.Words)}",
                "what the meter has in it: the accelerators alone, all IT equipment, the site, or the grid with its losses");
        }

        foreach (var key in OfPower)
        {
            if (phase.IsGiven(key))
            {
                findings.Error(At(phase, key.Name), $"{phase.Path}.{key.Name}", $"{key.Name} beside a measured energy", "one of them: the energy that was measured, or what it is modelled from");
            }

            // A default that nothing uses would only puzzle the reader, and it is not what was measured.
            phase.Inputs.Remove(key);
        }

        return phase.Own.Words.GetValueOrDefault(ScenarioFormat.MeasuredAt) is { } word ? Boundaries.Parse(word) : null;
    }

    private static SourcePosition At(PhaseDraft phase, string key) => phase.Own.Positions.GetValueOrDefault(key, phase.Position);
}
