using Simulator.Distributions;

namespace Simulator.Scenarios.Quantities;

/// <summary>A remark on the text of a quantity.</summary>
/// <param name="Offset">Where in the text, 0-based.</param>
/// <param name="Found">What was found.</param>
/// <param name="Allowed">The rule that was applied.</param>
/// <param name="Hint">What to do about it; null if there is nothing to add.</param>
public sealed record QuantityRemark(int Offset, string Found, string Allowed, string? Hint = null);

/// <summary>A quantity as read from its text, in the model's unit and within physical bounds.</summary>
/// <param name="Distribution">Its distribution.</param>
/// <param name="DisplayUnit">Unit as written; empty for plain numbers.</param>
/// <param name="DisplayScale">Model units in one display unit.</param>
/// <param name="TruncatedMass">Probability cut off at stated and physical bounds. [-]</param>
/// <param name="Remarks">Remarks.</param>
public sealed record ParsedQuantity(
    Distribution Distribution, string DisplayUnit, double DisplayScale, double TruncatedMass, IReadOnlyList<QuantityRemark> Remarks);
