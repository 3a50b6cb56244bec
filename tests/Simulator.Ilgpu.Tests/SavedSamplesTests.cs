using Simulator.Engine;
using Simulator.Runs;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Samples;

namespace Simulator.Ilgpu.Tests;

/// <summary>The file of samples is drawn by the CPU; what a graphics engine has counted are the same samples.</summary>
public sealed class SavedSamplesTests
{
    [Theory]
    [InlineData(Sampler.Sobol)]
    [InlineData(Sampler.Random)]
    public void Samples_are_those_that_the_kernel_counted(Sampler sampler)
    {
        var scenario = ScenarioReader.Read("""
            name: Saved
            hardware: {tdp: 700 W, overhead: 1.2 to 1.6}
            facility: {pue: 1 + (0.05 to 0.3)}
            grid: {carbon_intensity: 300 to 500 gCO2e/kWh, losses: "pert(4%, 5%, 7%)"}
            training: [{phase: a, accelerator_hours: 1M h, utilization: "pert(0.6, 0.85, 1)"}]
            """, "saved.yaml");
        var options = new RunOptions { Samples = 1 << 12, Replicates = 4, Sampler = sampler, Threads = 1, Device = "ilgpu-cpu", Graphics = new GraphicsEngines() };
        var result = SimulationRunner.Run(scenario, options);
        Assert.Equal("ilgpu-cpu", result.Run.Device);
        var stream = new SampleStream(scenario, result.Run);
        var (low, high) = (stream.Columns.ToDictionary(column => column.Name, _ => double.MaxValue), stream.Columns.ToDictionary(column => column.Name, _ => double.MinValue));
        stream.Read(batch =>
        {
            foreach (var (column, values) in stream.Columns.Zip(batch.Values))
            {
                low[column.Name] = Math.Min(low[column.Name], values.Take(batch.Count).Min());
                high[column.Name] = Math.Max(high[column.Name], values.Take(batch.Count).Max());
            }
        });
        Assert.All(result.Outputs, output => Assert.Equal((output.Minimum, output.Maximum), (low[output.Name], high[output.Name])));
    }
}
