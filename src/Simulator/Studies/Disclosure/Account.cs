using Simulator.Results;

namespace Simulator.Studies.Disclosure;

/// <summary>A figure that a form asks for, or why it is not known.</summary>
/// <param name="Name">Which.</param>
/// <param name="Figure">The figure; null if it is not known.</param>
/// <param name="Missing">Why it is not known; null if it is.</param>
internal sealed record Account(string Name, OutputSummary? Figure, string? Missing)
{
    /// <summary>Energy of the IT equipment in training. [MWh]</summary>
    public const string TrainingItEnergy = "training_it_energy";

    /// <summary>Energy of the site in training. [MWh]</summary>
    public const string TrainingEnergy = "training_energy";

    /// <summary>Emissions of training, operational and, where known, embodied. [t]</summary>
    public const string TrainingEmissions = "training_emissions";

    /// <summary>Arithmetic of training, all runs. [FLOP]</summary>
    public const string TrainingCompute = "training_compute";

    /// <summary>Accelerator-hours of training, all runs. [h]</summary>
    public const string TrainingHours = "training_hours";

    /// <summary>Accelerators of the largest phase. [-]</summary>
    public const string Accelerators = "accelerators";

    /// <summary>Wall-clock time of training. [days]</summary>
    public const string Duration = "duration";

    /// <summary>Carbon intensity, mean over the energy of training. [kg/kWh]</summary>
    public const string Intensity = "training_intensity";

    /// <summary>Generation of the electricity that the meter counts, location-based. [t]</summary>
    public const string AtMeter = "at_meter";

    /// <summary>The same after contracts. [t]</summary>
    public const string AtMeterMarket = "at_meter_market";

    /// <summary>Upstream of the electricity that the meter counts. [t]</summary>
    public const string Upstream = "upstream";

    /// <summary>Electricity lost on the way to the meter. [t]</summary>
    public const string Losses = "losses";

    /// <summary>Making the hardware. [t]</summary>
    public const string Embodied = "embodied";

    /// <summary>Energy per functional unit. [kWh]</summary>
    public const string SciEnergy = "sci_energy";

    /// <summary>Operational emissions per functional unit: energy times intensity. [kg]</summary>
    public const string SciOperational = "sci_operational";

    /// <summary>Embodied emissions per functional unit. [kg]</summary>
    public const string SciEmbodied = "sci_embodied";

    /// <summary>Operational and embodied emissions per functional unit. [kg]</summary>
    public const string Sci = "sci";
}

/// <summary>What a software carbon intensity is per.</summary>
internal enum FunctionalUnit
{
    /// <summary>One training of the model, with all its phases and runs.</summary>
    Training,

    /// <summary>A million tokens trained on.</summary>
    MillionTokens,
}
