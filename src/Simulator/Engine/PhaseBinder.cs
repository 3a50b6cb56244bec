using Simulator.Engine.Tracing;
using Simulator.Model;
using Simulator.Scenarios;
using Simulator.Uncertainty;

namespace Simulator.Engine;

/// <summary>Binds the inputs of a scenario to the model's: constants, or draws that are recorded once by name.</summary>
internal sealed class PhaseBinder(Trace trace)
{
    private readonly Dictionary<string, TraceLane> _bound = new(StringComparer.Ordinal);
    private readonly List<(string Name, Distribution Distribution)> _draws = [];

    /// <summary>The draws found so far, in the order in which they were met.</summary>
    public IReadOnlyList<(string Name, Distribution Distribution)> Draws => _draws;

    /// <summary>Which of the model's alternatives hold for a phase.</summary>
    public static PhaseShape ShapeOf(Phase phase)
    {
        var accelerators = AcceleratorsRoute.Unknown;
        if (phase[Keys.Accelerators] is not null)
        {
            accelerators = AcceleratorsRoute.Stated;
        }
        else if (phase[Keys.Duration] is not null && phase.Hours == HoursRoute.AcceleratorHours)
        {
            accelerators = AcceleratorsRoute.FromDuration;
        }

        var hardware = HardwareRoute.Unknown;
        if (phase[Keys.Rental] is not null)
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
                embodied = accelerators == AcceleratorsRoute.Unknown ? EmbodiedRoute.Unknown : EmbodiedRoute.InFull;
            }
            else if (phase[Keys.Lifetime] is not null)
            {
                embodied = EmbodiedRoute.Amortized;
            }
        }

        return new PhaseShape(phase.Hours, accelerators, phase.Overhead, hardware, phase.Mix is not null, embodied);
    }

    /// <summary>The inputs of a phase.</summary>
    public PhaseInputs<TraceLane> Bind(Phase phase)
    {
        var x = new PhaseInputs<TraceLane>
        {
            Accelerators = Of(phase, Keys.Accelerators),
            AcceleratorHours = Of(phase, Keys.AcceleratorHours),
            Duration = Of(phase, phase.IsServing ? Keys.ServingDuration : Keys.Duration),
            Compute = Of(phase, Keys.Compute),
            Parameters = Of(phase, Keys.Parameters),
            Tokens = Of(phase, Keys.Tokens),
            Mfu = Of(phase, Keys.Mfu),
            Goodput = Of(phase, Keys.Goodput),
            Runs = Of(phase, Keys.Runs),
            Utilization = Of(phase, Keys.Utilization),
            IdleShare = Of(phase, Keys.IdleShare),
            IdlePower = Of(phase, Keys.IdlePower),
            Tdp = Of(phase, Keys.Tdp),
            Peak = Of(phase, Keys.Peak),
            Price = Of(phase, Keys.Price),
            Lifetime = Of(phase, Keys.Lifetime),
            FleetUtilization = Of(phase, Keys.FleetUtilization),
            Rental = Of(phase, Keys.Rental),
            EmbodiedCarbon = Of(phase, Keys.EmbodiedCarbon),
            Overhead = Of(phase, Keys.OverheadFactor),
            ServerAccelerators = Of(phase, Keys.ServerAccelerators),
            ServerPower = Of(phase, Keys.ServerPower),
            Pue = Of(phase, Keys.Pue),
            CoolingShare = Of(phase, Keys.CoolingShare),
            Wue = Of(phase, Keys.Wue),
            WaterPrice = Of(phase, Keys.WaterPrice),
            CarbonIntensity = Of(phase, Keys.CarbonIntensity),
            Losses = Of(phase, Keys.Losses),
            CarbonFreeShare = Of(phase, Keys.CarbonFreeShare),
            ElectricityPrice = Of(phase, Keys.ElectricityPrice),
            WaterIntensity = Of(phase, Keys.WaterIntensity),
            LandIntensity = Of(phase, Keys.LandIntensity),
            CarbonPrice = Of(phase, Keys.CarbonPrice),
            RequestsPerDay = Of(phase, Keys.RequestsPerDay),
            EnergyPerRequest = Of(phase, Keys.EnergyPerRequest),
        };
        foreach (var component in phase.Components)
        {
            x.ComponentPower[ComponentIndex(component.Name)] = Of(component.Power);
        }

        if (phase.Mix is { } mix)
        {
            BindMix(mix, ref x);
        }

        return x;
    }

    /// <summary>The value of an input: a constant, or the draw of its name.</summary>
    public TraceLane Of(Quantity quantity) =>
        quantity.Distribution.IsConstant
            ? TraceLane.Constant(quantity.Distribution.Minimum)
            : Draw(quantity.Path, quantity.Distribution);

    /// <summary>Index of a component among <see cref="ComponentVector{T}.Names"/>.</summary>
    public static int ComponentIndex(string name) => Array.IndexOf(ComponentVector<TraceLane>.Names, name);

    private TraceLane Of(Phase phase, KeySpec key) => phase[key] is { } quantity ? Of(quantity) : default;

    private TraceLane Draw(string name, Distribution distribution)
    {
        if (!_bound.TryGetValue(name, out var lane))
        {
            lane = trace.Draw(_draws.Count);
            _draws.Add((name, distribution));
            _bound.Add(name, lane);
        }

        return lane;
    }

    private void BindMix(GenerationMix mix, ref PhaseInputs<TraceLane> x)
    {
        var shares = mix.Shares.Where(share => share.Share > 0).ToList();
        var fractions = mix.Concentration is { } concentration
            ? StickBreaking.Fractions([.. shares.Select(share => share.Share * concentration)])
            : null;
        var rest = TraceLane.Constant(1);
        for (var i = 0; i < shares.Count; i++)
        {
            var source = Array.IndexOf(SourceVector<TraceLane>.Names, shares[i].Source);
            x.MixFactors[source] = Of(shares[i].Factor);
            if (fractions is null)
            {
                x.MixShares[source] = TraceLane.Constant(shares[i].Share);
            }
            else if (i == shares.Count - 1)
            {
                x.MixShares[source] = rest;
            }
            else
            {
                var share = rest * Draw($"{mix.Path}.{shares[i].Source}", fractions[i]);
                x.MixShares[source] = share;
                rest -= share;
            }
        }
    }
}
