using Simulator.Model;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Quantities;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Chooses the route to accelerator-hours (Eq. M1) and compares it with what else is known.</summary>
internal sealed class HoursResolver(Findings findings)
{
    private const string Routes =
        "accelerator_hours; or energy and measured_at, where it was measured; or accelerators and duration; or compute and mfu; or parameters, tokens and mfu (the last two with a peak)";

    /// <summary>The first route for which the phase gives the keys.</summary>
    public HoursRoute Resolve(PhaseDraft phase)
    {
        if (phase.IsGiven(Keys.AcceleratorHours))
        {
            CompareWithDuration(phase);
            return HoursRoute.AcceleratorHours;
        }

        if (phase.IsGiven(Keys.Accelerators) && phase.IsGiven(Keys.Duration))
        {
            return HoursRoute.Duration;
        }

        if (phase.IsGiven(Keys.Energy) && !(phase.IsGiven(Keys.Mfu) && (phase.IsGiven(Keys.Compute) || (phase.IsGiven(Keys.Parameters) && phase.IsGiven(Keys.Tokens)))))
        {
            return HoursRoute.NotKnown;
        }

        if (phase.IsGiven(Keys.Compute))
        {
            RequireRate(phase, "compute");
            return HoursRoute.Compute;
        }

        if (phase.IsGiven(Keys.Parameters) && phase.IsGiven(Keys.Tokens))
        {
            RequireRate(phase, "parameters and tokens");
            return HoursRoute.ParametersAndTokens;
        }

        ReportMissing(phase);
        return HoursRoute.AcceleratorHours;
    }

    private void ReportMissing(PhaseDraft phase)
    {
        KeySpec[] pairs = [Keys.Accelerators, Keys.Duration, Keys.Parameters, Keys.Tokens, Keys.Mfu];
        var given = pairs.Where(phase.IsGiven).Select(key => key.Name).ToList();
        var partner = phase.IsGiven(Keys.Parameters) ? Keys.Tokens.Name
            : phase.IsGiven(Keys.Tokens) ? Keys.Parameters.Name
            : phase.IsGiven(Keys.Accelerators) ? Keys.Duration.Name
            : phase.IsGiven(Keys.Duration) ? Keys.Accelerators.Name
            : null;
        findings.Error(
            phase.Position, phase.Path, given.Count == 0 ? "no hours" : $"no hours: only {string.Join(" and ", given)}", Routes,
            partner is null ? null : $"add {partner}");
    }

    private void RequireRate(PhaseDraft phase, string route)
    {
        if (!phase.IsGiven(Keys.Mfu))
        {
            findings.Error(phase.Position, $"{phase.Path}.mfu", $"{route} without mfu", "mfu: the share of the peak rate that is reached, e.g. 40%");
        }

        if (!phase.IsGiven(Keys.Peak) && !phase.Hardware.Any(level => level.Given.Contains("accelerator") && level.Entry is null))
        {
            findings.Error(
                phase.Position, "hardware.peak", $"{route} without a peak rate",
                "hardware.peak (e.g. 989 TFLOP/s), or an accelerator whose catalogue entry has one");
        }
    }

    private void CompareWithDuration(PhaseDraft phase)
    {
        if (phase.Median(Keys.AcceleratorHours) is not { } stated || phase.Median(Keys.Accelerators) is not { } accelerators || phase.Median(Keys.Duration) is not { } duration)
        {
            return;
        }

        var product = accelerators * duration;
        var ratio = Math.Max(stated / product, product / stated);
        var found = FormattableString.Invariant($"{stated:G6} h, while accelerators × duration is {accelerators:G6} × {duration:G6} h = {product:G6} h");
        var at = phase.Inputs[Keys.AcceleratorHours].Position;
        var place = phase.Position with { Line = at.Line, Column = at.Column };
        if (ratio > 2 || double.IsNaN(ratio))
        {
            findings.Error(place, $"{phase.Path}.accelerator_hours", found, "two routes to hours that agree within a factor of 2", "give accelerator_hours, or accelerators and duration");
        }
        else if (ratio > 1.05)
        {
            findings.Warn(place, $"{phase.Path}.accelerator_hours", found, "two routes to hours that agree within 5%; accelerator_hours is used");
        }
    }
}
