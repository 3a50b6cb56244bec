using System.Globalization;

namespace Simulator.Studies.Sharding;

/// <summary>Which kind of study a part belongs to, and what its command line asks for beside samples and limits.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Asked">Values by option, as <c>--vary</c>; an option without a value has an empty one.</param>
internal sealed record PartStudy(string Kind, IReadOnlyDictionary<string, IReadOnlyList<string>> Asked)
{
    public const string Run = "run", Sensitivity = "sensitivity", Sweep = "sweep", Schedule = "schedule";

    public const string WithIndices = "--sensitivity", Worst = "--worst", BasePoints = "base points", Replicates = "--replicates of the analysis", Vary = "--vary", Scale = "--scale",
        Outputs = "--outputs", Precision = "--precision", Horizon = "--horizon", Step = "--step", By = "--by", From = "--from";

    /// <summary>What an option that is not given is in words.</summary>
    public const string NotGiven = "not given";

    private const int MostValues = 10_000;

    /// <summary>The kinds of studies that can be drawn in parts; also the names of their commands.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Run, Sensitivity, Sweep, Schedule];

    /// <summary>A run without analyses, which is what a part without a study belongs to.</summary>
    public static readonly PartStudy PlainRun = Of(Run);

    /// <summary>What can be requested, in the order in which differences are told.</summary>
    public static readonly IReadOnlyList<string> Options = [Vary, Scale, Horizon, Step, By, From, Precision, WithIndices, BasePoints, Replicates, Worst, Outputs];

    /// <summary>A study and what it asks for.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="asked">Values by option; null where the option is not given.</param>
    public static PartStudy Of(string kind, params IReadOnlyList<(string Option, IReadOnlyList<string>? Values)> asked) => new(
        kind,
        asked.Where(one => one.Values is not null).ToDictionary(one => one.Option, one => one.Values!, StringComparer.Ordinal));

    /// <summary>The values of an option; null if it is not given.</summary>
    public IReadOnlyList<string>? this[string option] => Asked.GetValueOrDefault(option);

    /// <summary>The value of an option in words, for comparisons.</summary>
    public string Text(string option) => this[option] is not { } values ? NotGiven : string.Join("; ", values) is { Length: > 0 } text ? text : "given";

    /// <summary>Independent randomizations of a sensitivity analysis, where a run has none; null where it has the same.</summary>
    public int? OwnReplicates => this[Replicates] is { } text ? int.TryParse(string.Concat(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0 : null;

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public string? Mistake() =>
        Kind is null || Asked is null || Asked.Values.Any(values => values is null || values.Contains(null!)) ? "a header with something missing"
        : !Kinds.Contains(Kind) ? "an unknown kind of study"
        : Asked.Keys.Any(option => !Options.Contains(option)) || Asked.Values.Any(values => values.Count > MostValues) ? "an unknown option of a study"
        : null;
}
