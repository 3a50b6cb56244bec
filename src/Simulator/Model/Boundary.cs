namespace Simulator.Model;

/// <summary>What a meter has in it.</summary>
internal enum Boundary
{
    /// <summary>The accelerators alone: cards or modules.</summary>
    Accelerators,

    /// <summary>All IT equipment: servers with their accelerators.</summary>
    It,

    /// <summary>The site: IT equipment, cooling and power distribution.</summary>
    Site,

    /// <summary>The site and the losses of the grid on the way to it.</summary>
    Grid,
}

/// <summary>Words for boundaries.</summary>
internal static class Boundaries
{
    /// <summary>The words, as the command line takes them.</summary>
    public static IReadOnlyList<string> Words { get; } = ["accelerators", "it", "site", "grid"];

    /// <summary>The word for a boundary.</summary>
    public static string Word(this Boundary boundary) => Words[(int)boundary];

    /// <summary>The boundary that a word stands for; null if it is none.</summary>
    public static Boundary? Parse(string word) => Words.ToList().IndexOf(word) is var index and >= 0 ? (Boundary)index : null;
}
