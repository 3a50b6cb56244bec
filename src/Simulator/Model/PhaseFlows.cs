using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>Every quantity of Eq. M1 to M18, M20 and M22 for one phase.</summary>
/// <typeparam name="T">Lane.</typeparam>
internal struct PhaseFlows<T>
    where T : struct, IArithmeticLane<T>
{
    /// <summary>Arithmetic of one run, where the hours follow from it (M1). [FLOP]</summary>
    public T Compute;

    /// <summary>Accelerator-hours of one run (M1). [h]</summary>
    public T Hours;

    /// <summary>Accelerator-hours of all runs (M2) or requests (M22). [h]</summary>
    public T RunHours;

    /// <summary>Accelerator-hours paid for (M2). [h]</summary>
    public T ReservedHours;

    /// <summary>Productive accelerator-hours of all runs, where goodput is known (M20). [h]</summary>
    public T ProductiveHours;

    /// <summary>Accelerators that work in parallel. [-]</summary>
    public T Accelerators;

    /// <summary>Servers that hold them. [-]</summary>
    public T Servers;

    /// <summary>Wall-clock time of all runs. [h]</summary>
    public T WallClock;

    /// <summary>Energy of the accelerators (M3). [kWh]</summary>
    public T AcceleratorEnergy;

    /// <summary>Overhead factor k (M4). [-]</summary>
    public T Overhead;

    /// <summary>Energy of all IT equipment (M4, M18). [kWh]</summary>
    public T ItEnergy;

    /// <summary>Energy of the site (M5). [kWh]</summary>
    public T SiteEnergy;

    /// <summary>Energy of the facility beside IT (M5). [kWh]</summary>
    public T BesideItEnergy;

    /// <summary>Energy of cooling (M5). [kWh]</summary>
    public T CoolingEnergy;

    /// <summary>Energy of power distribution (M5). [kWh]</summary>
    public T DistributionEnergy;

    /// <summary>Energy generated (M6). [kWh]</summary>
    public T GridEnergy;

    /// <summary>Power of the site at its peak (M7). [MW]</summary>
    public T PeakPower;

    /// <summary>Power swing (M8). [MW]</summary>
    public T PowerSwing;

    /// <summary>Electricity bill (M9). [USD]</summary>
    public T ElectricityCost;

    /// <summary>Hardware (M10). [USD]</summary>
    public T HardwareCost;

    /// <summary>On-site water (M11). [USD]</summary>
    public T WaterCost;

    /// <summary>Price put on emissions (M11). [USD]</summary>
    public T CarbonCost;

    /// <summary>All costs (M11). [USD]</summary>
    public T Cost;

    /// <summary>Carbon intensity (M12). [kg/kWh]</summary>
    public T CarbonIntensity;

    /// <summary>Operational emissions, location-based (M13). [kg]</summary>
    public T OperationalEmissions;

    /// <summary>Emissions of the generation that the energy starts. [kg]</summary>
    public T MarginalEmissions;

    /// <summary>Operational emissions, market-based (M13). [kg]</summary>
    public T MarketEmissions;

    /// <summary>The one of the two that enters the emissions (M15). [kg]</summary>
    public T CountedEmissions;

    /// <summary>Embodied emissions charged by the hour (M14). [kg]</summary>
    public T EmbodiedAmortized;

    /// <summary>Embodied emissions charged in full (M14). [kg]</summary>
    public T EmbodiedInFull;

    /// <summary>Embodied emissions, both (M14). [kg]</summary>
    public T EmbodiedEmissions;

    /// <summary>Emissions (M15). [kg]</summary>
    public T Emissions;

    /// <summary>Water on the site (M16). [L]</summary>
    public T WaterOnsite;

    /// <summary>Water of generation (M16). [L]</summary>
    public T WaterOffsite;

    /// <summary>Water in all (M16). [L]</summary>
    public T Water;

    /// <summary>Land (M17). [m²·year]</summary>
    public T Land;

    /// <summary>Tokens trained on. [-]</summary>
    public T Tokens;

    /// <summary>Requests answered (M18). [-]</summary>
    public T Requests;

    /// <summary>Tokens written for them (M22). [-]</summary>
    public T ServedTokens;

    /// <summary>Time that the model is served (M18). [h]</summary>
    public T ServedTime;

    /// <summary>Accelerators that serve, in the mean (M22). [-]</summary>
    public T ServingAccelerators;
}
