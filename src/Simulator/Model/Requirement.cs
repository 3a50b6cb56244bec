namespace Simulator.Model;

/// <summary>Keys of a scenario that must be given for an output.</summary>
/// <param name="Where">Which phases need them.</param>
/// <param name="AnyOf">
/// Alternatives; keys that must be given together are joined by <c> with </c>. A key is written with its section, e.g.
/// <c>grid.carbon_price</c>, or with the word that it must have, e.g. <c>hardware.embodied_accounting: full</c>.
/// </param>
internal sealed record Requirement(RequiredIn Where, params IReadOnlyList<string> AnyOf)
{
    /// <summary>The words of a requirement that a scenario misses by saying 0, not by saying nothing.</summary>
    public const string NothingServed = "nothing is served: serving.requests_per_day is 0";

    private readonly string? _words;

    /// <summary>The keys as a message names them.</summary>
    public string Words
    {
        get => _words ?? Listed(AnyOf.Where(keys => !keys.Contains(": ", StringComparison.Ordinal)));
        init => _words = value;
    }

    /// <summary>Whether no notice mentions the output where this is missing.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether a notice names the phases of training without it, where some phases have it and the output is of those alone.</summary>
    public bool NamesOthers { get; init; }

    /// <summary>A requirement that may be met instead; null if there is none.</summary>
    public Requirement? Or { get; init; }

    /// <summary>Every phase needs one of some keys.</summary>
    public static Requirement Everywhere(params IReadOnlyList<string> anyOf) => new(RequiredIn.EveryPhase, anyOf);

    /// <summary>Every phase of training needs one of some keys.</summary>
    public static Requirement InTraining(params IReadOnlyList<string> anyOf) => new(RequiredIn.EveryTrainingPhase, anyOf);

    /// <summary>Every phase whose accelerator-hours can be known needs one of some keys.</summary>
    public static Requirement WithHours(params IReadOnlyList<string> anyOf) => new(RequiredIn.EveryPhaseWithHours, anyOf);

    /// <summary>Every phase whose hardware can be known needs one of some keys.</summary>
    public static Requirement WithHardware(params IReadOnlyList<string> anyOf) => new(RequiredIn.EveryPhaseWithHardware, anyOf);

    /// <summary>One of some keys in one phase is enough.</summary>
    public static Requirement Anywhere(params IReadOnlyList<string> anyOf) => new(RequiredIn.AnyPhase, anyOf);

    /// <summary>Whether a key, written with its section, is one of the keys or a part of one of the alternatives.</summary>
    public bool Names(string key) =>
        AnyOf.SelectMany(keys => keys.Split(" with ")).Any(named => named == key || named.StartsWith($"{key}: ", StringComparison.Ordinal)) || Or?.Names(key) == true;

    private static string Listed(IEnumerable<string> keys) =>
        string.Join(keys.Any(key => key.Contains(" with ", StringComparison.Ordinal)) ? ", or " : " or ", keys).Replace("phase.", "", StringComparison.Ordinal);
}

/// <summary>Which phases need an input.</summary>
internal enum RequiredIn
{
    /// <summary>All, serving included.</summary>
    EveryPhase,

    /// <summary>All phases of training.</summary>
    EveryTrainingPhase,

    /// <summary>One is enough.</summary>
    AnyPhase,

    /// <summary>All phases of training, and serving where its hours follow from tokens.</summary>
    EveryPhaseWithHours,

    /// <summary>Those, and serving where its embodied emissions are stated.</summary>
    EveryPhaseWithHardware,
}
