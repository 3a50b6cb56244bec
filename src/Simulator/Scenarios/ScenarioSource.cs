namespace Simulator.Scenarios;

/// <summary>A file that a scenario was read from.</summary>
/// <param name="File">Path as given by the user or by the file that extends it.</param>
/// <param name="Text">Its text.</param>
/// <param name="Sha256">Hash of its bytes, lower-case hexadecimal.</param>
internal sealed record ScenarioSource(string File, string Text, string Sha256);
