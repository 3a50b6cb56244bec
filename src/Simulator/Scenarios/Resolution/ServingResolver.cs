using Simulator.Model;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Chooses between the two readings of serving: the energy of a request as stated (Eq. M18), or from its tokens (Eq. M22).</summary>
internal sealed class ServingResolver(Findings findings)
{
    private const double WattHours = 1000;
    private static readonly KeySpec[] OfTokens =
        [Keys.ServingParameters, Keys.InputTokens, Keys.ServingMfu, Keys.InputMfu, Keys.ServingUtilization, Keys.ServingIdleShare, Keys.ServingIdlePower];

    private static readonly KeySpec[] Needed = [Keys.ServingParameters, Keys.OutputTokens, Keys.ServingMfu];

    /// <summary>Whether a section says something about the accelerators that serve, so that those of the file belong to it.</summary>
    /// <param name="serving">The section.</param>
    public static bool HasHardware(ConfigMapping serving) =>
        serving[ScenarioFormat.Hardware.Name] is not null || OfTokens.Any(key => serving[key.Name] is not null);

    /// <summary>How the hours of serving are known, if at all.</summary>
    /// <param name="draft">Serving, with its inputs resolved.</param>
    /// <param name="overhead">How the overhead of its hardware is known.</param>
    public HoursRoute Resolve(PhaseDraft draft, OverheadRoute overhead)
    {
        if (draft.IsGiven(Keys.EnergyPerRequest))
        {
            RefuseSecondReading(draft, overhead);
            foreach (var key in OfTokens)
            {
                // A default that nothing uses would only puzzle the reader.
                draft.Inputs.Remove(key);
            }

            return HoursRoute.None;
        }

        foreach (var key in Needed.Where(key => !draft.IsGiven(key) && draft.IsGiven(Keys.ServingParameters)))
        {
            findings.Error(draft.Position, $"{draft.Path}.{key.Name}", "nothing", $"{key.Name}: {key.Summary}");
        }

        if (draft.IsGiven(Keys.ServingParameters) && !draft.IsGiven(Keys.Peak) && !draft.Hardware.Any(level => level.Given.Contains("accelerator") && level.Entry is null))
        {
            findings.Error(
                draft.Position, "hardware.peak", "serving by tokens without a peak rate",
                "hardware.peak (e.g. 989 TFLOP/s), or an accelerator whose catalogue entry has one");
        }

        if (draft.IsGiven(Keys.EmbodiedPerRequest))
        {
            findings.Error(
                At(draft, Keys.EmbodiedPerRequest.Name), $"{draft.Path}.{Keys.EmbodiedPerRequest.Name}", "embodied emissions per request beside serving by tokens",
                "one reading: hardware.embodied_carbon, which the hours of serving take their share of; or energy_per_request with embodied_per_request");
        }

        return HoursRoute.Requests;
    }

    private void RefuseSecondReading(PhaseDraft draft, OverheadRoute overhead)
    {
        if (OfTokens.FirstOrDefault(key => draft.Own.Given.Contains(key.Name)) is { } key)
        {
            var stated = draft.Median(Keys.EnergyPerRequest) is { } energy ? FormattableString.Invariant($" ({WattHours * energy:G4} Wh of IT energy as stated, at the median)") : "";
            var computed = OfRequest(draft, overhead) is { } other
                ? FormattableString.Invariant($" ({WattHours * other:G4} Wh from parameters, tokens and mfu)")
                : " (energy from parameters, tokens and mfu)";
            findings.Error(
                At(draft, key.Name), $"{draft.Path}.{key.Name}", $"two readings: {Keys.EnergyPerRequest.Name}{stated} and {key.Name}{computed}",
                $"one of them: {Keys.EnergyPerRequest.Name}; or parameters, output_tokens and mfu with input_tokens, input_mfu, utilization, idle_share and idle_power",
                $"{Keys.OutputTokens.Name} may stand beside {Keys.EnergyPerRequest.Name}");
        }
        else if (draft.Own.Given.Contains(ScenarioFormat.Hardware.Name) || draft.Hardware.Any(level => level.Path.StartsWith(draft.Path, StringComparison.Ordinal)))
        {
            findings.Error(
                draft.Position, $"{draft.Path}.hardware", $"hardware beside {Keys.EnergyPerRequest.Name}, which does not depend on it",
                "one reading: energy_per_request without hardware; or parameters, output_tokens and mfu");
        }
    }

    // IT energy of a request from its tokens, at the medians; null where something is missing. [kWh]
    private static double? OfRequest(PhaseDraft draft, OverheadRoute overhead)
    {
        var (factor, inputMfu) = (Overhead(draft, overhead), draft.Median(Keys.InputMfu) ?? draft.Median(Keys.ServingMfu));
        if (draft.Median(Keys.ServingParameters) is not { } parameters || draft.Median(Keys.OutputTokens) is not { } output
            || draft.Median(Keys.ServingMfu) is not { } mfu || draft.Median(Keys.Peak) is not { } peak || draft.Median(Keys.Tdp) is not { } tdp || factor is null)
        {
            return null;
        }

        var hours = Serving.HoursOfRequest(
            Serving.ForwardCompute(D(parameters), D(draft.Median(Keys.InputTokens))), D(inputMfu), Serving.ForwardCompute(D(parameters), D(output)), D(mfu), D(peak));
        var accelerators = ItEnergy.OfAccelerators(
            hours, D(tdp), D(draft.Median(Keys.ServingUtilization)), D(draft.Median(Keys.ServingIdleShare)), D(draft.Median(Keys.ServingIdlePower)));
        return ItEnergy.OfAllEquipment(accelerators, D(factor)).Value;
    }

    private static double? Overhead(PhaseDraft draft, OverheadRoute route) => route switch
    {
        OverheadRoute.Components => null,
        OverheadRoute.Server => draft.Median(Keys.ServerPower) / (draft.Median(Keys.ServerAccelerators) * draft.Median(Keys.Tdp)),
        _ => draft.Median(Keys.OverheadFactor),
    };

    private static DoubleLane D(double? value) => new(value ?? 0);

    private static SourcePosition At(PhaseDraft draft, string key) => draft.Own.Positions.GetValueOrDefault(key, draft.Position);
}
