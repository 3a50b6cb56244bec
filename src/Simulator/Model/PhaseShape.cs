namespace Simulator.Model;

/// <summary>Which of the model's alternatives hold for a phase; decided once, before any sample.</summary>
/// <param name="Hours">How accelerator-hours are known.</param>
/// <param name="Accelerators">How the number of accelerators is known.</param>
/// <param name="GoodputFromFailures">Whether goodput follows from failures.</param>
/// <param name="Overhead">How the overhead factor is known.</param>
/// <param name="Hardware">How hardware is paid for.</param>
/// <param name="CarbonFromMix">Whether the carbon intensity follows from a generation mix.</param>
/// <param name="Embodied">How embodied carbon is charged.</param>
/// <param name="Accounting">Which operational emissions enter the emissions.</param>
/// <param name="HasResidualMix">Whether what no contract covers has emissions per energy of its own.</param>
/// <param name="MeasuredAt">What the meter of a measured energy has in it; null where the energy is modelled.</param>
internal readonly record struct PhaseShape(
    HoursRoute Hours,
    AcceleratorsRoute Accelerators,
    bool GoodputFromFailures,
    OverheadRoute Overhead,
    HardwareRoute Hardware,
    bool CarbonFromMix,
    EmbodiedRoute Embodied,
    EmissionAccounting Accounting = EmissionAccounting.LocationBased,
    bool HasResidualMix = false,
    Boundary? MeasuredAt = null);

/// <summary>The routes to accelerator-hours (Eq. M1).</summary>
internal enum HoursRoute
{
    /// <summary>There are none (serving, by the energy of a request).</summary>
    None,

    /// <summary>Requests, by their tokens (serving, Eq. M22).</summary>
    Requests,

    /// <summary>Stated.</summary>
    AcceleratorHours,

    /// <summary>Accelerators times duration.</summary>
    Duration,

    /// <summary>Compute over peak, MFU and goodput.</summary>
    Compute,

    /// <summary>Six times parameters times tokens, then as <see cref="Compute"/>.</summary>
    ParametersAndTokens,

    /// <summary>They are not known; the energy is measured.</summary>
    NotKnown,
}

/// <summary>How the number of accelerators is known.</summary>
internal enum AcceleratorsRoute
{
    /// <summary>It is not.</summary>
    Unknown,

    /// <summary>Stated.</summary>
    Stated,

    /// <summary>Accelerator-hours over duration.</summary>
    FromDuration,
}

/// <summary>The routes to the overhead factor k (Eq. M4).</summary>
internal enum OverheadRoute
{
    /// <summary>Stated, or 1 by default.</summary>
    Factor,

    /// <summary>One plus the sum of component shares.</summary>
    Components,

    /// <summary>Rated server power over the rated power of its accelerators.</summary>
    Server,
}

/// <summary>How hardware is paid for (Eq. M10).</summary>
internal enum HardwareRoute
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Bought and written off.</summary>
    Owned,

    /// <summary>Rented by the hour.</summary>
    Rented,
}

/// <summary>How embodied carbon is charged (Eq. M14).</summary>
internal enum EmbodiedRoute
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>By the share of the hardware's working life used.</summary>
    Amortized,

    /// <summary>All of it, once for the accelerators of all phases.</summary>
    InFull,

    /// <summary>Stated for each request (serving, Eq. M18).</summary>
    PerRequest,
}

/// <summary>Which operational emissions enter the emissions (Eq. M13, M15); never both.</summary>
internal enum EmissionAccounting
{
    /// <summary>Emissions of the local grid.</summary>
    LocationBased,

    /// <summary>The remainder after carbon-free contracts.</summary>
    MarketBased,
}
