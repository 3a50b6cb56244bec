using System.Globalization;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>How large the checks are, so that they can be rehearsed on a machine without a card.</summary>
internal sealed record AcceptanceOptions
{
    /// <summary>Time for everything on a card. [s]</summary>
    public const double UsualSeconds = 220;

    /// <summary>A device of <c>simulator devices</c>; null for the first card.</summary>
    public string? Device { get; init; }

    /// <summary>The file that receives the results.</summary>
    public string Out { get; init; } = "gpu-acceptance.json";

    /// <summary>Time for everything. [s]</summary>
    public double Seconds { get; init; } = UsualSeconds;

    /// <summary>Samples of each comparison with the CPU engine. [-]</summary>
    public long Samples { get; init; } = 1 << 22;

    /// <summary>Samples of the runs that measure the speed. [-]</summary>
    public IReadOnlyList<long> Speeds { get; init; } = [1_000_000_000, 10_000_000_000];

    /// <summary>Scenario files; a folder stands for all in it and below it.</summary>
    public string Scenarios { get; init; } = Path.GetDirectoryName(Benchmarks.Scenarios.Flagship)!;

    /// <summary>Processes that compare at the same time: most of a comparison is translation, which takes one core.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount / 3, 1, 5);

    /// <summary>All parts, in order.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["abilities", "agreement", "studies", "failures", "algorithms", "speed"];

    /// <summary>The parts to run.</summary>
    public IReadOnlyList<string> Only { get; init; } = Parts;

    /// <summary>Reads <c>--name value</c>.</summary>
    /// <exception cref="ArgumentException">An option is unknown or has no value.</exception>
    public static AcceptanceOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new AcceptanceOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} has no value.", nameof(arguments));
            options = arguments[i] switch
            {
                "--device" => options with { Device = value },
                "--out" => options with { Out = Path.GetFullPath(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--samples" => options with { Samples = (long)Number(value) },
                "--speeds" => options with { Speeds = [.. value.Split(',').Select(text => (long)Number(text))] },
                "--scenarios" => options with { Scenarios = value },
                "--only" => options with { Only = OnlyOf(value.Split(',')) },
                "--workers" => options with { Workers = (int)Number(value) },
                _ => throw new ArgumentException(
                    $"There is no option '{arguments[i]}'; there are --device, --out, --seconds, --samples, --speeds, --scenarios, --only and --workers.", nameof(arguments)),
            };
        }

        return options;
    }

    /// <summary>The files to compare, the README's scenario first, because time may run out.</summary>
    public IReadOnlyList<string> Files() =>
    [
        .. (Directory.Exists(Scenarios) ? Directory.GetFiles(Scenarios, "*.yaml", SearchOption.AllDirectories) : Scenarios.Split(','))
            .Where(file => !ScenarioReader.ReadOrTotal(file, SourceFiles.OnDisk).IsTotalOnly)
            .OrderBy(file => Path.GetFileName(file) != Path.GetFileName(Benchmarks.Scenarios.Flagship)).ThenBy(file => file, StringComparer.Ordinal),
    ];

    private static string[] OnlyOf(string[] parts) => Array.Find(parts, part => !Parts.Contains(part)) is { } unknown
        ? throw new ArgumentException($"There is no part '{unknown}'; there are {string.Join(", ", Parts)}.", nameof(parts))
        : parts;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
