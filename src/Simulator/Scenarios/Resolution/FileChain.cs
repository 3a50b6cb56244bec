using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>How far from the user a value was written: varied from outside, in the file, in the file that it extends, and so on.</summary>
/// <param name="sources">The file and what it extends, the nearest first.</param>
internal sealed class FileChain(IReadOnlyList<ScenarioSource> sources)
{
    /// <summary>The place of a value that a sweep varies.</summary>
    public const string Varied = " (varied)";

    /// <summary>The farther the larger; what is varied from outside the files is the nearest.</summary>
    public int DistanceOf(SourcePosition position) =>
        position.Line == 0 ? -1 : sources.TakeWhile(source => source.File != position.File).Count();

    /// <summary>The place in brackets for a message; empty where there is only one file that can be meant.</summary>
    public string Place(SourcePosition position) =>
        position.Line == 0 ? Varied : sources.Count > 1 ? FormattableString.Invariant($" ({Path.GetFileName(position.File)}:{position.Line})") : "";
}
