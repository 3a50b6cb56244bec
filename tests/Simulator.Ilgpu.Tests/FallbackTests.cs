using Simulator.Engine;
using Simulator.Sampling;
using Simulator.Statistics;

namespace Simulator.Ilgpu.Tests;

/// <summary>What happens when a card cannot be used, with a card that always fails: it needs no ILGPU.</summary>
public class FallbackTests
{
    [Fact]
    public void Auto_falls_back_to_the_cpu_when_the_card_fails_on_the_way_and_says_so()
    {
        var card = new BrokenCard(failsAtOnce: false);
        var (device, notice) = EngineChoice.Use(new RunOptions { Graphics = card }, engine =>
        {
            if (engine == card)
            {
                card.Prepare(null!, default);
            }

            return engine.Device;
        });
        Assert.Equal(CpuDevices.Best, device);
        Assert.Contains("out of memory", notice);
        Assert.Contains(CpuDevices.Best, notice);
        Assert.True(card.IsReleased);
    }

    [Fact]
    public void Auto_falls_back_to_the_cpu_when_the_card_cannot_be_opened_and_says_so()
    {
        var choice = EngineChoice.Of("auto", new BrokenCard(failsAtOnce: true));
        Assert.Equal(CpuDevices.Best, choice.Engine.Device);
        Assert.Contains("no driver", choice.Notice);
    }

    [Fact]
    public void A_card_that_was_asked_for_by_name_is_not_replaced() =>
        Assert.Throws<DeviceException>(() => EngineChoice.Use<RunTallies>(
            new RunOptions { Device = "cuda:0", Graphics = new BrokenCard(failsAtOnce: false) }, engine => engine.Prepare(null!, default)));

    [Fact]
    public void A_card_that_is_not_there_is_refused_with_a_list_of_those_that_are()
    {
        var refusal = Assert.Throws<DeviceException>(() => EngineChoice.Of("cuda:7", new BrokenCard(failsAtOnce: false)));
        Assert.Contains("cuda:7", refusal.Message);
        Assert.Contains("cuda:0", refusal.Message);
    }

    [Fact]
    public void An_emulated_device_is_never_chosen_by_auto() =>
        Assert.Equal(CpuDevices.Best, EngineChoice.Of("auto", new Emulated()).Engine.Device);

    private sealed class BrokenCard(bool failsAtOnce) : IGraphicsEngines, ISimulationEngine, IDisposable
    {
        public bool IsReleased { get; private set; }

        public IReadOnlyList<GraphicsDriver> Drivers { get; } = [new("cuda", "libcuda.so.1", true)];

        public IReadOnlyList<GraphicsDevice> Devices { get; } = [new("cuda:0", "Broken", 1L << 33, "CUDA 0", true)];

        public string Device => "cuda:0";

        public ISimulationEngine Create(string device) => failsAtOnce ? throw new DeviceException("cuda: no driver.") : this;

        public RunTallies Prepare(SimulationPlan plan, SamplingRequest request) => throw new DeviceException("cuda:0 is out of memory.");

        public long Count(
            SimulationPlan plan, SamplingRequest request, RunTallies tallies, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public IReadOnlyList<IReadOnlyDictionary<int, RefinedBin>> Refine(
            SimulationPlan plan, SamplingRequest request, IReadOnlyList<IReadOnlySet<int>> bins, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public void Dispose() => IsReleased = true;
    }

    private sealed class Emulated : IGraphicsEngines
    {
        public IReadOnlyList<GraphicsDriver> Drivers { get; } = [new("cuda", "libcuda.so.1", true)];

        public IReadOnlyList<GraphicsDevice> Devices { get; } = [new("ilgpu-cpu", "Emulated", 0, "", false)];

        public ISimulationEngine Create(string device) => throw new InvalidOperationException("asked for");
    }
}
