namespace Simulator.Uncertainty;

/// <summary>How random words become values of one distribution: data only, the same for every engine.</summary>
public sealed record Transform;
