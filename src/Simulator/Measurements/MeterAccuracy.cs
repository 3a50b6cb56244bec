namespace Simulator.Measurements;

/// <summary>How far an energy may be off.</summary>
/// <param name="Share">Half the width of the 90% interval, as a share of the energy; null if it is not known.</param>
/// <param name="Source">Who says so; null if it is not known.</param>
/// <param name="Note">What a reader has to know about it.</param>
internal sealed record MeterAccuracy(double? Share, string? Source, string Note)
{
    /// <summary>The power sensor of NVIDIA's cards.</summary>
    public static MeterAccuracy Nvml { get; } = new(
        0.05,
        "NVIDIA, NVML API reference, nvmlDeviceGetPowerUsage: \"accurate to within +/- 5% of current power draw\"",
        "NVIDIA states it for Fermi and Kepler; Yang et al. (2024, arXiv:2312.02741) found that A100 and H100 sample only 25% of the time, so a load that changes within 100 ms may be off by more. Taken as a 90% interval.");

    /// <summary>CodeCarbon, whose energy is in part an estimate.</summary>
    public static MeterAccuracy CodeCarbon { get; } = new(
        0.4,
        "Fischer (2025), Ground-Truthing AI Energy Consumption, arXiv:2509.22092: errors of up to 40% against external meters",
        "the GPU part is metered, CPU and memory are often estimated from ratings. Taken as a 90% interval; state what is known of the machine with --accuracy.");

    /// <summary>Slurm, whose energy comes from a plugin that differs from site to site.</summary>
    public static MeterAccuracy Slurm { get; } = Unknown(
        "Slurm does not say which meter it read: the ipmi, pm_counters and xcc plugins measure nodes, the rapl plugin processors and memory without accelerators. HDEEM meters are rated at 2% (TU Dresden)");

    /// <summary>A meter about which nothing is known.</summary>
    public static MeterAccuracy Unknown(string why) => new(null, null, $"{why}. The energy is taken as exact; state the meter's accuracy with --accuracy.");

    /// <summary>What is published, unless the user knows better.</summary>
    internal MeterAccuracy Or(double? stated) =>
        stated is { } share ? new MeterAccuracy(share, "--accuracy, as given to the import", "taken as a 90% interval.") : this;
}
