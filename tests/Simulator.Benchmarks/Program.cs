using BenchmarkDotNet.Running;
using Simulator.Engine;
using Simulator.Sampling.Lanes;

namespace Simulator.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/Simulator.Benchmarks -- --filter '*'</c> runs the benchmarks;
/// <c>-- stages [scenario] [device] [sampler] [blocks]</c> prints where the time of a sample goes, as JSON;
/// <c>-- fixed [scenario] [device] [samples] [repetitions]</c> prints what a run costs beside its samples, as JSON;
/// <c>-- peers</c> compares with NumPy and OpenTURNS where they are installed, <c>-- peers sweep</c> only a sweep of 200 points with NumPy;
/// <c>-- speed [docs/speed.md] [native program] [published program]</c> measures all tables of the page on the CPU and writes them into it;
/// <c>-- gpu [scenario] [device] [samples]</c> measures a graphics card;
/// <c>-- bus [scenario] [device] [samples] [base points]</c> counts the bytes that a run and a sensitivity analysis copy to and from a device;
/// <c>-- coverage [seeds] [docs/errors.md]</c> prints how often the true value lies within the Monte Carlo errors, or writes it into the page;
/// <c>-- gpu-acceptance</c> is what gpu-acceptance.sh runs on a machine with a card.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["gpu-acceptance", .. var options]:
                return await Acceptance.AcceptanceRun.Run(Acceptance.AcceptanceOptions.Parse(options));
            case [Acceptance.CheckCommand.Name, .. var check]:
                Acceptance.CheckCommand.Run(check);
                return 0;
        }

        if (arguments is ["stages", ..])
        {
            StageProfile.Print(
                arguments.ElementAtOrDefault(1) ?? Scenarios.Flagship,
                arguments.ElementAtOrDefault(2) ?? CpuDevices.Best,
                arguments.ElementAtOrDefault(3) == "random" ? Sampler.Random : Sampler.Sobol,
                int.Parse(arguments.ElementAtOrDefault(4) ?? "4096", System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        if (arguments is ["fixed", ..])
        {
            var sizes = arguments.ElementAtOrDefault(3) is { } text ? [long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)] : FixedProfile.Sizes;
            FixedProfile.Print(
                arguments.ElementAtOrDefault(1) ?? Scenarios.Flagship,
                arguments.ElementAtOrDefault(2) ?? CpuDevices.Best,
                sizes,
                int.Parse(arguments.ElementAtOrDefault(4) ?? "200", System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        if (arguments is ["peers"])
        {
            Peers.PeerComparison.Print();
            return 0;
        }

        if (arguments is ["peers", "sweep"])
        {
            Peers.PeerComparison.WriteSweep(Console.Out);
            return 0;
        }

        if (arguments is ["speed", ..])
        {
            SpeedTables.Write(arguments.ElementAtOrDefault(1) ?? "docs/speed.md", arguments.ElementAtOrDefault(2), arguments.ElementAtOrDefault(3));
            return 0;
        }

        if (arguments is ["coverage", ..])
        {
            CoverageStudy.Write(int.Parse(arguments.ElementAtOrDefault(1) ?? "400", System.Globalization.CultureInfo.InvariantCulture), arguments.ElementAtOrDefault(2));
            return 0;
        }

        if (arguments is ["gpu", ..])
        {
            Gpu.GpuProfile.Print(
                arguments.ElementAtOrDefault(1) ?? Scenarios.Flagship,
                arguments.ElementAtOrDefault(2),
                (long)double.Parse(arguments.ElementAtOrDefault(3) ?? "1e10", System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        if (arguments is ["bus", ..])
        {
            Gpu.BusProfile.Print(
                arguments.ElementAtOrDefault(1) ?? Scenarios.Flagship,
                arguments.ElementAtOrDefault(2) ?? "ilgpu-cpu",
                (long)double.Parse(arguments.ElementAtOrDefault(3) ?? "1e6", System.Globalization.CultureInfo.InvariantCulture));
            Gpu.BusProfile.PrintPickFreeze(
                arguments.ElementAtOrDefault(1) ?? Scenarios.Flagship,
                arguments.ElementAtOrDefault(2) ?? "ilgpu-cpu",
                (long)double.Parse(arguments.ElementAtOrDefault(4) ?? "65536", System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
        return 0;
    }
}
