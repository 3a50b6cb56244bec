namespace Simulator.Scenarios.Text;

/// <summary>A place in a scenario file.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">Line, 1-based; 0 for the file as a whole.</param>
/// <param name="Column">Column, 1-based; 0 for the file as a whole.</param>
internal sealed record SourcePosition(string File, int Line, int Column);
