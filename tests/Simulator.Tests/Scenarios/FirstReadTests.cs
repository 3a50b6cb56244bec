using Simulator.Scenarios;

namespace Simulator.Tests.Scenarios;

public class FirstReadTests
{
    [Fact]
    public void Reads()
    {
        var s = ScenarioReader.Read("""
            name: DeepSeek-V3
            simulation: {samples: 1_048_576, sampler: sobol, replicates: 32, seed: 42, interval: 90%}
            hardware:
              accelerator: h800-sxm
              tdp: 350 W
              overhead: 1.2
            facility: {pue: "pert(1.05, 1.12, 1.4)"}
            grid:
              location: china
              electricity_price: mix(60 to 90 @ 70%, 100 to 160 @ 30%) USD/MWh
            training:
              - phase: pre-training
                accelerators: 2048
                accelerator_hours: 2.664M h
              - phase: context extension
                accelerator_hours: 0.119M h
                facility: {pue: 1 + (0.05 to 0.16)}
            serving:
              requests_per_day: 100M to 1G
              energy_per_request: 0.3 to 3 Wh
              duration: 1 year
            """, "a.yaml");
        foreach (var q in s.Quantities) Console.WriteLine($"{q.Path} = {q.Text} [{q.Origin}] median {q.Distribution.Quantile(0.5)} {q.Key.ModelUnit} (shown {q.Distribution.Quantile(0.5)/q.DisplayScale} {q.DisplayUnit})");
        foreach (var w in s.Warnings) Console.WriteLine(w);
        Assert.Fail("x");
    }
}
