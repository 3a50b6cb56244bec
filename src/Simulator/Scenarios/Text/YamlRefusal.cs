namespace Simulator.Scenarios.Text;

/// <summary>Stops the reading of a file that is YAML, but not of a kind that can be taken further.</summary>
internal sealed class YamlRefusal(SourcePosition position, string found, string allowed, string? hint = null, bool quotes = false) : Exception(found)
{
    /// <summary>Where it is.</summary>
    public SourcePosition Position { get; } = position;

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>What is allowed.</summary>
    public string Allowed { get; } = allowed;

    /// <summary>Whether the text of the file is in it.</summary>
    public bool Quotes { get; } = quotes;

    /// <summary>What to do about it; null if there is nothing to add.</summary>
    public string? Hint { get; } = hint;
}
