using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>The equations combined for one phase, and the phases for a scenario.</summary>
internal static class PhaseModel
{
    /// <summary>Evaluates Eq. M1 to M18, M20 and M22 for one phase.</summary>
    /// <param name="shape">Which alternatives hold.</param>
    /// <param name="x">The inputs.</param>
    public static PhaseFlows<T> Evaluate<T>(in PhaseShape shape, in PhaseInputs<T> x)
        where T : struct, IArithmeticLane<T>
    {
        var flows = default(PhaseFlows<T>);
        if (shape.Hours is HoursRoute.None or HoursRoute.Requests)
        {
            Served(shape, x, ref flows);
        }
        else
        {
            Training(shape, x, ref flows);
        }

        Facility(shape, x, ref flows);
        Grid(shape, x, ref flows);
        Totals(ref flows);
        return flows;
    }

    /// <summary>Length of the window that a phase runs in: all its runs, one after the other (Eq. M1); 0 where it is not known. [h]</summary>
    /// <param name="shape">Which alternatives hold.</param>
    /// <param name="x">The inputs; those that are means over the window are not read.</param>
    public static T WindowLength<T>(in PhaseShape shape, in PhaseInputs<T> x)
        where T : struct, IArithmeticLane<T>
    {
        if (shape.Hours is HoursRoute.None or HoursRoute.Requests)
        {
            return x.Duration;
        }

        if (shape.Hours == HoursRoute.NotKnown || shape.Accelerators == AcceleratorsRoute.FromDuration)
        {
            return x.Duration * x.Runs;
        }

        var flows = default(PhaseFlows<T>);
        Training(shape with { Hardware = HardwareRoute.Unknown, Embodied = EmbodiedRoute.Unknown, MeasuredAt = null }, x, ref flows);
        return flows.WallClock;
    }

    /// <summary>Two phases as one: sums, but the largest of what the same machines do one after the other.</summary>
    /// <param name="a">One phase, or several already put together.</param>
    /// <param name="b">Another.</param>
    /// <remarks>
    /// Accelerators, servers, powers and embodied carbon charged in full belong to the fleet, not to the hours: the
    /// largest phase counts. The carbon intensity becomes the mean over the energy (M13 solved for it).
    /// </remarks>
    public static PhaseFlows<T> Combine<T>(in PhaseFlows<T> a, in PhaseFlows<T> b)
        where T : struct, IArithmeticLane<T>
    {
        var both = new PhaseFlows<T>
        {
            RunHours = a.RunHours + b.RunHours,
            ReservedHours = a.ReservedHours + b.ReservedHours,
            ProductiveHours = a.ProductiveHours + b.ProductiveHours,
            Accelerators = T.Max(a.Accelerators, b.Accelerators),
            Servers = T.Max(a.Servers, b.Servers),
            WallClock = a.WallClock + b.WallClock,
            AcceleratorEnergy = a.AcceleratorEnergy + b.AcceleratorEnergy,
            ItEnergy = a.ItEnergy + b.ItEnergy,
            SiteEnergy = a.SiteEnergy + b.SiteEnergy,
            BesideItEnergy = a.BesideItEnergy + b.BesideItEnergy,
            CoolingEnergy = a.CoolingEnergy + b.CoolingEnergy,
            DistributionEnergy = a.DistributionEnergy + b.DistributionEnergy,
            GridEnergy = a.GridEnergy + b.GridEnergy,
            PeakPower = T.Max(a.PeakPower, b.PeakPower),
            PowerSwing = T.Max(a.PowerSwing, b.PowerSwing),
            ElectricityCost = a.ElectricityCost + b.ElectricityCost,
            HardwareCost = a.HardwareCost + b.HardwareCost,
            WaterCost = a.WaterCost + b.WaterCost,
            CarbonCost = a.CarbonCost + b.CarbonCost,
            OperationalEmissions = a.OperationalEmissions + b.OperationalEmissions,
            MarginalEmissions = a.MarginalEmissions + b.MarginalEmissions,
            MarketEmissions = a.MarketEmissions + b.MarketEmissions,
            CountedEmissions = a.CountedEmissions + b.CountedEmissions,
            EmbodiedAmortized = a.EmbodiedAmortized + b.EmbodiedAmortized,
            EmbodiedInFull = T.Max(a.EmbodiedInFull, b.EmbodiedInFull),
            WaterOnsite = a.WaterOnsite + b.WaterOnsite,
            WaterOffsite = a.WaterOffsite + b.WaterOffsite,
            Land = a.Land + b.Land,
            Tokens = a.Tokens + b.Tokens,
            Requests = a.Requests + b.Requests,
            ServedTokens = a.ServedTokens + b.ServedTokens,
            ServedTime = T.Max(a.ServedTime, b.ServedTime),
            ServingAccelerators = T.Max(a.ServingAccelerators, b.ServingAccelerators),
        };
        both.CarbonIntensity = CarbonIntensity.Mean(both.OperationalEmissions, both.GridEnergy);
        Totals(ref both);
        return both;
    }

    private static void Training<T>(in PhaseShape shape, in PhaseInputs<T> x, ref PhaseFlows<T> flows)
        where T : struct, IArithmeticLane<T>
    {
        var accelerators = shape.Accelerators == AcceleratorsRoute.FromDuration
            ? Hours.Accelerators(x.AcceleratorHours, x.Duration)
            : x.Accelerators;
        var goodput = shape.GoodputFromFailures
            ? Goodput.Productive(Goodput.LostShare(x.Checkpoint, x.Restart, Goodput.JobMtbf(x.MtbfPerAccelerator, accelerators)))
            : x.Goodput;
        flows.Compute = shape.Hours switch
        {
            HoursRoute.Compute => x.Compute,
            HoursRoute.ParametersAndTokens => Hours.TrainingCompute(x.Parameters, x.Tokens),
            _ => default,
        };
        flows.Hours = shape.Hours switch
        {
            HoursRoute.Duration => Hours.FromDuration(x.Accelerators, x.Duration),
            HoursRoute.Compute or HoursRoute.ParametersAndTokens => Hours.FromCompute(flows.Compute, x.Peak, x.Mfu, goodput),
            _ => x.AcceleratorHours,
        };
        flows.RunHours = Hours.OfAllRuns(flows.Hours, x.Runs);
        flows.ReservedHours = Hours.Reserved(flows.RunHours, x.IdleShare);
        flows.ProductiveHours = Goodput.ProductiveHours(flows.RunHours, goodput);
        flows.Tokens = x.Tokens;

        flows.Overhead = Overhead(shape, x);
        TrainingEnergy(shape, x, ref flows);

        if (shape.Accelerators != AcceleratorsRoute.Unknown)
        {
            flows.Accelerators = accelerators;
            flows.WallClock = Hours.WallClock(flows.RunHours, flows.Accelerators);
            flows.PeakPower = Power.Peak(flows.Accelerators, x.Tdp, flows.Overhead, x.Pue);
            flows.PowerSwing = Power.Swing(flows.Accelerators, x.Tdp, x.Utilization, x.IdlePower);
            if (shape.Overhead == OverheadRoute.Server)
            {
                flows.Servers = flows.Accelerators / x.ServerAccelerators;
            }
        }

        Hardware(shape, x, flows.Accelerators, ref flows);
    }

    private static void Served<T>(in PhaseShape shape, in PhaseInputs<T> x, ref PhaseFlows<T> flows)
        where T : struct, IArithmeticLane<T>
    {
        flows.Requests = Serving.Requests(x.RequestsPerDay, x.Duration);
        flows.ServedTokens = flows.Requests * x.OutputTokens;
        flows.ServedTime = x.Duration;
        if (shape.Hours == HoursRoute.Requests)
        {
            var hours = Serving.HoursOfRequest(
                Serving.ForwardCompute(x.Parameters, x.InputTokens), x.InputMfu, Serving.ForwardCompute(x.Parameters, x.OutputTokens), x.Mfu, x.Peak);
            flows.RunHours = Serving.RunHours(flows.Requests, hours);
            flows.ReservedHours = Hours.Reserved(flows.RunHours, x.IdleShare);
            flows.ServingAccelerators = Serving.Accelerators(flows.ReservedHours, x.Duration);
            flows.Overhead = Overhead(shape, x);
            flows.AcceleratorEnergy = ItEnergy.OfAccelerators(flows.RunHours, x.Tdp, x.Utilization, x.IdleShare, x.IdlePower);
            flows.ItEnergy = ItEnergy.OfAllEquipment(flows.AcceleratorEnergy, flows.Overhead);
            Hardware(shape, x, flows.ServingAccelerators, ref flows);
        }
        else
        {
            flows.ItEnergy = Serving.ItEnergyOfRequests(x.RequestsPerDay, x.Duration, x.EnergyPerRequest);
            flows.EmbodiedAmortized = shape.Embodied == EmbodiedRoute.PerRequest ? Serving.EmbodiedOfRequests(flows.Requests, x.EmbodiedPerRequest) : default;
        }
    }

    private static T Overhead<T>(in PhaseShape shape, in PhaseInputs<T> x)
        where T : struct, IArithmeticLane<T> => shape.Overhead switch
    {
        OverheadRoute.Components => ItEnergy.OverheadFromComponents(x.ComponentPower),
        OverheadRoute.Server => ItEnergy.OverheadFromServer(x.ServerPower, x.ServerAccelerators, x.Tdp),
        _ => x.Overhead,
    };

    private static void Hardware<T>(in PhaseShape shape, in PhaseInputs<T> x, T accelerators, ref PhaseFlows<T> flows)
        where T : struct, IArithmeticLane<T>
    {
        flows.HardwareCost = shape.Hardware switch
        {
            HardwareRoute.Owned => Cost.OfOwnedHardware(flows.ReservedHours, x.Price, x.Lifetime, x.FleetUtilization),
            HardwareRoute.Rented => Cost.OfRentedHardware(flows.ReservedHours, x.Rental),
            _ => default,
        };
        if (shape.Embodied == EmbodiedRoute.InFull)
        {
            flows.EmbodiedInFull = Emissions.EmbodiedInFull(accelerators, x.EmbodiedCarbon);
        }
        else if (shape.Embodied == EmbodiedRoute.Amortized)
        {
            flows.EmbodiedAmortized =
                Emissions.EmbodiedAmortized(flows.ReservedHours, x.EmbodiedCarbon, x.Lifetime, x.FleetUtilization);
        }
    }

    // A measured energy stands in place of what stands before it; behind it, the equations are solved backwards.
    private static void TrainingEnergy<T>(in PhaseShape shape, in PhaseInputs<T> x, ref PhaseFlows<T> flows)
        where T : struct, IArithmeticLane<T>
    {
        var measured = ItEnergy.OfMeter(x.Energy, x.Runs);
        switch (shape.MeasuredAt)
        {
            case Boundary.It:
                flows.ItEnergy = measured;
                break;
            case Boundary.Site:
                flows.SiteEnergy = measured;
                flows.ItEnergy = FacilityEnergy.ItOfSite(measured, x.Pue);
                break;
            case Boundary.Grid:
                flows.GridEnergy = measured;
                flows.SiteEnergy = GridEnergy.SiteOfGenerated(measured, x.Losses);
                flows.ItEnergy = FacilityEnergy.ItOfSite(flows.SiteEnergy, x.Pue);
                break;
            default:
                flows.AcceleratorEnergy = shape.MeasuredAt is null
                    ? ItEnergy.OfAccelerators(flows.RunHours, x.Tdp, x.Utilization, x.IdleShare, x.IdlePower)
                    : measured;
                flows.ItEnergy = ItEnergy.OfAllEquipment(flows.AcceleratorEnergy, flows.Overhead);
                break;
        }
    }

    private static void Facility<T>(in PhaseShape shape, in PhaseInputs<T> x, ref PhaseFlows<T> flows)
        where T : struct, IArithmeticLane<T>
    {
        if (shape.MeasuredAt is not (Boundary.Site or Boundary.Grid))
        {
            flows.SiteEnergy = FacilityEnergy.OfSite(flows.ItEnergy, x.Pue);
        }

        flows.BesideItEnergy = FacilityEnergy.BesideIt(flows.ItEnergy, x.Pue);
        flows.CoolingEnergy = FacilityEnergy.OfCooling(flows.BesideItEnergy, x.CoolingShare);
        flows.DistributionEnergy = FacilityEnergy.OfDistribution(flows.BesideItEnergy, x.CoolingShare);
        flows.WaterOnsite = Water.OnSite(flows.ItEnergy, x.Wue);
        flows.WaterCost = Cost.OfWater(flows.WaterOnsite, x.WaterPrice);
    }

    private static void Grid<T>(in PhaseShape shape, in PhaseInputs<T> x, ref PhaseFlows<T> flows)
        where T : struct, IArithmeticLane<T>
    {
        if (shape.MeasuredAt != Boundary.Grid)
        {
            flows.GridEnergy = GridEnergy.Generated(flows.SiteEnergy, x.Losses);
        }

        flows.ElectricityCost = Cost.OfElectricity(flows.SiteEnergy, x.ElectricityPrice);
        flows.CarbonIntensity = shape.CarbonFromMix
            ? CarbonIntensity.FromMix(x.MixShares, x.MixFactors)
            : x.CarbonIntensity;
        flows.OperationalEmissions = Emissions.Operational(flows.GridEnergy, flows.CarbonIntensity);
        flows.MarginalEmissions = Emissions.Marginal(flows.GridEnergy, x.MarginalIntensity);
        flows.MarketEmissions = MarketBased(shape, x, flows.GridEnergy, flows.OperationalEmissions);
        flows.CountedEmissions = shape.Accounting == EmissionAccounting.MarketBased ? flows.MarketEmissions : flows.OperationalEmissions;
        flows.CarbonCost = Cost.OfCarbon(flows.OperationalEmissions, x.CarbonPrice);
        flows.WaterOffsite = Water.OffSite(flows.GridEnergy, x.WaterIntensity);
        flows.Land = Land.Occupied(flows.GridEnergy, x.LandIntensity);
    }

    /// <summary>Market-based emissions of energy from the grid (M13). [kg]</summary>
    /// <param name="shape">Whether there is a residual mix.</param>
    /// <param name="x">Share of contracts and residual mix.</param>
    /// <param name="gridEnergy">Energy generated. [kWh]</param>
    /// <param name="operational">Its location-based emissions: what stands in for a residual mix that is not known. [kg]</param>
    public static T MarketBased<T>(in PhaseShape shape, in PhaseInputs<T> x, T gridEnergy, T operational)
        where T : struct, IArithmeticLane<T> =>
        Emissions.MarketBased(shape.HasResidualMix ? Emissions.Operational(gridEnergy, x.ResidualMix) : operational, x.CarbonFreeShare);

    private static void Totals<T>(ref PhaseFlows<T> flows)
        where T : struct, IArithmeticLane<T>
    {
        flows.Cost = Cost.Total(flows.ElectricityCost, flows.HardwareCost, flows.WaterCost, flows.CarbonCost);
        flows.EmbodiedEmissions = flows.EmbodiedAmortized + flows.EmbodiedInFull;
        flows.Emissions = Emissions.Total(flows.CountedEmissions, flows.EmbodiedEmissions);
        flows.Water = Water.Total(flows.WaterOnsite, flows.WaterOffsite);
    }
}
