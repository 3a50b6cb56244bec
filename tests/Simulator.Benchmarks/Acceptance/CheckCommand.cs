using System.Text.Json.Nodes;
using Simulator.Engine;
using Simulator.Ilgpu;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>The side of <see cref="CheckProcess"/> that works.</summary>
internal static class CheckCommand
{
    public const string Name = "gpu-acceptance-check";

    /// <summary>Runs a check and prints its answers.</summary>
    public static void Run(IReadOnlyList<string> arguments)
    {
        switch (arguments)
        {
            case ["devices"]: Answer(DeviceCheck.List()); break;
            case ["agreement", var device, var samples, var threads]: Agree(device, Whole(samples), (int)Whole(threads)); break;
            case ["abilities", var device, var samples]: AbilitiesCheck.Compare(device, Whole(samples), Answer); break;
            case ["studies", var device, var samples, var speed]: StudiesCheck.Measure(device, Whole(samples), Whole(speed), Answer); break;
            case ["speed", var device, var speeds]: SpeedCheck.Measure(device, [.. speeds.Split(',').Select(Whole)], Answer); break;
            case ["algorithms", var device, var samples]: AlgorithmsCheck.Measure(device, (int)Whole(samples), Answer); break;
            case ["full", var device]: Answer(FailureCheck.Full(device)); break;
            case ["lost", var device]: Answer(FailureCheck.Lost(device)); break;
            default: throw new ArgumentException($"There is no check '{string.Join(' ', arguments)}'.", nameof(arguments));
        }
    }

    private static void Agree(string device, long samples, int threads)
    {
        var engines = new GraphicsEngines();
        while (Console.ReadLine() is { } line)
        {
            var (sampler, file) = line.Split('|', 2) is [var first, var second] ? (Enum.Parse<Sampler>(first), second) : throw new ArgumentException(line);
            Answer(AgreementCheck.Compare(engines, device, file, sampler, samples, threads));
        }
    }

    private static void Answer(JsonObject answer) => Console.WriteLine(answer.ToJsonString());

    private static long Whole(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
