using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>The inputs of one phase, in the units of the equations; what is not known is zero and not used.</summary>
/// <typeparam name="T">Lane.</typeparam>
/// <remarks>A plain struct of lanes, so that a GPU thread can hold it in registers.</remarks>
internal struct PhaseInputs<T>
    where T : struct, IArithmeticLane<T>
{
    /// <summary>Accelerators that work in parallel. [-]</summary>
    public T Accelerators;

    /// <summary>Accelerator-hours of one run. [h]</summary>
    public T AcceleratorHours;

    /// <summary>Wall-clock time of one run, or of serving. [h]</summary>
    public T Duration;

    /// <summary>Arithmetic of one run. [FLOP]</summary>
    public T Compute;

    /// <summary>Active parameters. [-]</summary>
    public T Parameters;

    /// <summary>Tokens trained on. [-]</summary>
    public T Tokens;

    /// <summary>Model FLOP utilization; of serving, while writing. [-]</summary>
    public T Mfu;

    /// <summary>Share of hours that are productive. [-]</summary>
    public T Goodput;

    /// <summary>Mean time between failures of one accelerator. [h]</summary>
    public T MtbfPerAccelerator;

    /// <summary>Time that writing a checkpoint takes. [h]</summary>
    public T Checkpoint;

    /// <summary>Time from a failure until work goes on. [h]</summary>
    public T Restart;

    /// <summary>How many times the phase is run in total. [-]</summary>
    public T Runs;

    /// <summary>Measured energy of one run. [kWh]</summary>
    public T Energy;

    /// <summary>Mean power while training over rated power. [-]</summary>
    public T Utilization;

    /// <summary>Idle hours as a share of the training hours. [-]</summary>
    public T IdleShare;

    /// <summary>Power while idle over rated power. [-]</summary>
    public T IdlePower;

    /// <summary>Rated power of one accelerator. [kW]</summary>
    public T Tdp;

    /// <summary>Dense peak rate of one accelerator. [FLOP/s]</summary>
    public T Peak;

    /// <summary>Price of one accelerator with its share of server and network. [USD]</summary>
    public T Price;

    /// <summary>Time until the hardware is written off. [h]</summary>
    public T Lifetime;

    /// <summary>Share of its lifetime during which the hardware is in use. [-]</summary>
    public T FleetUtilization;

    /// <summary>Rate of one accelerator-hour. [USD/h]</summary>
    public T Rental;

    /// <summary>Emissions of making one accelerator with its share of the server. [kg]</summary>
    public T EmbodiedCarbon;

    /// <summary>IT power over accelerator power. [-]</summary>
    public T Overhead;

    /// <summary>Power of components as shares of accelerator power. [-]</summary>
    public ComponentVector<T> ComponentPower;

    /// <summary>Accelerators in one server. [-]</summary>
    public T ServerAccelerators;

    /// <summary>Rated power of one server with its accelerators. [kW]</summary>
    public T ServerPower;

    /// <summary>Power usage effectiveness. [-]</summary>
    public T Pue;

    /// <summary>Share of cooling in PUE − 1. [-]</summary>
    public T CoolingShare;

    /// <summary>Water usage effectiveness. [L/kWh]</summary>
    public T Wue;

    /// <summary>Price of water. [USD/L]</summary>
    public T WaterPrice;

    /// <summary>Emissions per energy from the grid. [kg/kWh]</summary>
    public T CarbonIntensity;

    /// <summary>Emissions of the generation that one more kWh starts. [kg/kWh]</summary>
    public T MarginalIntensity;

    /// <summary>Shares of generation sources. [-]</summary>
    public SourceVector<T> MixShares;

    /// <summary>Emissions per energy of generation sources. [kg/kWh]</summary>
    public SourceVector<T> MixFactors;

    /// <summary>Losses as a share of generation. [-]</summary>
    public T Losses;

    /// <summary>Share of consumption matched by carbon-free contracts. [-]</summary>
    public T CarbonFreeShare;

    /// <summary>Emissions per energy of what no contract covers. [kg/kWh]</summary>
    public T ResidualMix;

    /// <summary>Price of electricity. [USD/kWh]</summary>
    public T ElectricityPrice;

    /// <summary>Water consumed by generation. [L/kWh]</summary>
    public T WaterIntensity;

    /// <summary>Land occupied by generation. [m²·year/kWh]</summary>
    public T LandIntensity;

    /// <summary>Price of emissions. [USD/kg]</summary>
    public T CarbonPrice;

    /// <summary>Requests answered per day. [-]</summary>
    public T RequestsPerDay;

    /// <summary>IT energy of one request. [kWh]</summary>
    public T EnergyPerRequest;

    /// <summary>Embodied emissions of one request, where they are stated. [kg]</summary>
    public T EmbodiedPerRequest;

    /// <summary>Tokens read for one request. [-]</summary>
    public T InputTokens;

    /// <summary>Tokens written for one request. [-]</summary>
    public T OutputTokens;

    /// <summary>Model FLOP utilization while reading. [-]</summary>
    public T InputMfu;
}
