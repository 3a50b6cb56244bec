namespace Simulator.Charts.Sheets;

/// <summary>A colour in both themes.</summary>
/// <param name="Variable">Name of the CSS variable that charts use, with its dashes.</param>
/// <param name="Light">Dark ink on white paper.</param>
/// <param name="Dark">Light ink on a dark ground.</param>
internal sealed record ThemedColor(string Variable, string Light, string Dark);
