using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Scenarios.Format;

namespace Simulator.Planning;

/// <summary>Which of the model's alternatives hold for the phases of a scenario.</summary>
internal static class PhaseShapes
{
    /// <summary>Which of the model's alternatives hold for a phase.</summary>
    public static PhaseShape Of(Phase phase)
    {
        var accelerators = phase.AcceleratorsRoute;
        var hardware = HardwareRoute.Unknown;
        if (phase.Hours == HoursRoute.NotKnown)
        {
            hardware = HardwareRoute.Unknown;
        }
        else if (phase[Keys.Rental] is not null)
        {
            hardware = HardwareRoute.Rented;
        }
        else if (phase[Keys.Price] is not null && phase[Keys.Lifetime] is not null)
        {
            hardware = HardwareRoute.Owned;
        }

        var embodied = EmbodiedRoute.Unknown;
        if (phase[Keys.EmbodiedCarbon] is not null)
        {
            if (phase.EmbodiedInFull)
            {
                embodied = accelerators == AcceleratorsRoute.Unknown && phase.Hours != HoursRoute.Requests ? EmbodiedRoute.Unknown : EmbodiedRoute.InFull;
            }
            else if (phase[Keys.Lifetime] is not null && phase.Hours != HoursRoute.NotKnown)
            {
                embodied = EmbodiedRoute.Amortized;
            }
        }
        else if (phase[Keys.EmbodiedPerRequest] is not null)
        {
            embodied = EmbodiedRoute.PerRequest;
        }

        return new PhaseShape(
            phase.Hours, accelerators, phase[Keys.MtbfPerAccelerator] is not null, phase.Overhead, hardware, phase.Mix is not null, embodied,
            phase.Conventions.Accounting, phase[Keys.ResidualMix] is not null, phase.MeasuredAt);
    }
}
