using System.Text.Json.Nodes;
using ILGPU;
using ILGPU.Runtime;
using Simulator.Engine;
using Simulator.Engine.Devices;
using Simulator.Ilgpu;
using Simulator.Ilgpu.Execution;
using Simulator.Planning;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>Provokes a full and a lost card: who requested the card gets a message, <c>auto</c> computes on the CPU and says so.</summary>
internal static class FailureCheck
{
    // More than auto draws on the CPU to see its rate.
    private const long Samples = 1 << 26;
    private const long LargestPiece = 1L << 30;
    private const long SmallestPiece = 1L << 20;

    private static readonly Lazy<Scenario> Flagship = new(() => ScenarioReader.Read(Scenarios.Flagship));

    /// <summary>Fills the card's memory, runs, frees it, and runs again.</summary>
    public static JsonObject Full(string device) => OnCard(device, (accelerator, card) =>
    {
        var pieces = new List<MemoryBuffer>();
        for (var size = LargestPiece; size >= SmallestPiece;)
        {
            try
            {
                pieces.Add(accelerator.Allocate1D<byte>(size));
            }
            catch (AcceleratorException)
            {
                size /= 2;
            }
        }

        var answer = Provoked(card, () => { });
        answer["filledBytes"] = pieces.Sum(piece => piece.LengthInBytes);
        pieces.ForEach(piece => piece.Dispose());
        answer["afterwards"] = Message(() => Run(card, card.Name, null));
        answer["asExpected"] = IsAsExpected(answer, mayBeOurFault: false) && answer["afterwards"] is null;
        return answer;
    });

    /// <summary>Has a kernel write where there is no memory while a run is on its way: the driver gives the context up.</summary>
    public static JsonObject Lost(string device) => OnCard(device, (accelerator, card) =>
    {
        var memory = accelerator.Allocate1D<int>(1);
        var stray = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<int>, long>(WriteFarAway);
        var answer = Provoked(card, () =>
        {
            try
            {
                stray(1, memory.View, 1L << 40);
                accelerator.Synchronize();
            }
            catch (AcceleratorException)
            {
                // What the next call of the engine makes of it is what matters.
            }
        });
        answer["asExpected"] = IsAsExpected(answer, mayBeOurFault: true);
        return answer;
    });

    private static void WriteFarAway(Index1D index, ArrayView<int> view, long offset) => view[offset + index] = 1;

    // An emulated device has the machine's memory and this process's life, and an OpenCL driver need not survive a stray write.
    private static JsonObject OnCard(string device, Func<Accelerator, OneCard, JsonObject> check)
    {
        if (!device.StartsWith("cuda", StringComparison.Ordinal))
        {
            return new JsonObject { ["asExpected"] = null, ["skipped"] = $"not provoked on {device}, only on a CUDA card" };
        }

        var accelerator = IlgpuEngines.Open(device);
        return check(accelerator, new OneCard(device, accelerator));
    }

    private static JsonObject Provoked(OneCard card, Action provoke)
    {
        var byName = Message(() => Run(card, card.Name, provoke));
        SimulationResult? instead = null;
        var byAuto = Message(() => instead = Run(card, "auto", provoke));
        var expected = Run(card, "cpu", null);
        return new JsonObject
        {
            ["messageByName"] = byName,
            ["failureOfAuto"] = byAuto,
            ["deviceOfAuto"] = instead?.Run.Device,
            ["noticeOfAuto"] = instead?.Notices.FirstOrDefault(notice => notice.StartsWith("Device:", StringComparison.Ordinal)),
            ["autoAgreesWithCpu"] = instead is not null
                && instead.Outputs.Select(output => output.Median).SequenceEqual(expected.Outputs.Select(output => output.Median)),
        };
    }

    // A kernel that writes where it must not is a fault of ours, which auto does not hide: then both end with the same text.
    private static bool IsAsExpected(JsonObject answer, bool mayBeOurFault)
    {
        var byName = answer["messageByName"]?.GetValue<string>();
        var byAuto = answer["failureOfAuto"]?.GetValue<string>();
        return byName?.StartsWith(nameof(DeviceException), StringComparison.Ordinal) == true
            ? byAuto is null && answer["deviceOfAuto"]?.GetValue<string>() == CpuDevices.Best && answer["noticeOfAuto"] is not null
                && answer["autoAgreesWithCpu"]!.GetValue<bool>()
            : mayBeOurFault && byName?.StartsWith(nameof(InvalidOperationException), StringComparison.Ordinal) == true && byAuto == byName;
    }

    private static SimulationResult Run(OneCard card, string device, Action? provoke) => SimulationRunner.Run(
        Flagship.Value,
        new RunOptions { Samples = Samples, Device = device, Graphics = card },
        provoke is null ? null : new Trigger(provoke));

    private static string? Message(Action run)
    {
        try
        {
            run();
            return null;
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }

    /// <summary>Acts once, when the run reports that it is on its way.</summary>
    private sealed class Trigger(Action act) : IProgress<RunProgress>
    {
        private bool _isDone;

        public void Report(RunProgress value)
        {
            if (!Interlocked.Exchange(ref _isDone, true))
            {
                act();
            }
        }
    }

    /// <summary>The engines of a machine that has this card only.</summary>
    private sealed class OneCard(string name, Accelerator accelerator) : IGraphicsEngines
    {
        public string Name => name;

        public IReadOnlyList<GraphicsDriver> Drivers { get; } = [new(EngineChoice.Kind(name), "", IsFound: true)];

        public IReadOnlyList<GraphicsDevice> Devices { get; } = [new(name, accelerator.Name, accelerator.MemorySize, "", IsGraphicsCard: true)];

        // So that auto takes the card, however few the samples are.
        public TimeSpan Opening => TimeSpan.Zero;

        public GraphicsEstimate Estimate(string device, SimulationPlan plan, Sampler sampler) => new(TimeSpan.Zero, double.MaxValue, 0);

        public ISimulationEngine Create(string device) => new IlgpuEngine(name, [accelerator]);
    }
}
