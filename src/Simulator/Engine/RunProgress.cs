namespace Simulator.Engine;

/// <summary>How far a run has come.</summary>
/// <param name="Done">Samples drawn so far.</param>
/// <param name="Total">Samples to draw; with a precision wanted, the most that may be drawn.</param>
/// <param name="Error">Largest relative 95% error half-width after the last round; NaN if no precision is wanted or none is known yet. [-]</param>
/// <param name="Target">The precision wanted; NaN if none is. [-]</param>
public readonly record struct RunProgress(long Done, long Total, double Error = double.NaN, double Target = double.NaN);
