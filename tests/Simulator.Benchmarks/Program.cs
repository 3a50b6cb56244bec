using BenchmarkDotNet.Running;

namespace Simulator.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/Simulator.Benchmarks -- --filter '*'</c> runs the benchmarks;
/// <c>-- stages [scenario] [device] [sampler]</c> prints where the time of a run goes;
/// <c>-- peers</c> compares with NumPy and OpenTURNS where they are installed.
/// <c>-- gpu [scenario] [device] [samples]</c> measures a graphics card;
/// <c>-- bus [scenario] [device] [samples]</c> counts the bytes that a run copies to and from a device;
/// <c>-- coverage [seeds] [largest samples] [smallest samples]</c> prints how often the truth lies within the Monte Carlo errors.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        if (arguments is ["stages", ..])
        {
            StageProfile.Print(
                arguments.ElementAtOrDefault(1) ?? Scenarios.Flagship,
                arguments.ElementAtOrDefault(2) ?? Sampling.CpuDevices.Best,
                arguments.ElementAtOrDefault(3) == "random" ? Engine.Sampler.Random : Engine.Sampler.Sobol);
            return;
        }

        if (arguments is ["peers"])
        {
            Peers.PeerComparison.Print();
            return;
        }

        if (arguments is ["coverage", ..])
        {
            CoverageStudy.Write(int.Parse(arguments.ElementAtOrDefault(1) ?? "400", System.Globalization.CultureInfo.InvariantCulture), arguments.ElementAtOrDefault(2));
            return;
        }

        if (arguments is ["gpu", ..])
        {
            Gpu.GpuProfile.Print(
                arguments.ElementAtOrDefault(1) ?? Scenarios.Flagship,
                arguments.ElementAtOrDefault(2),
                (long)double.Parse(arguments.ElementAtOrDefault(3) ?? "1e10", System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        if (arguments is ["bus", ..])
        {
            Gpu.BusProfile.Print(
                arguments.ElementAtOrDefault(1) ?? Scenarios.Flagship,
                arguments.ElementAtOrDefault(2) ?? "ilgpu-cpu",
                (long)double.Parse(arguments.ElementAtOrDefault(3) ?? "1e6", System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
    }
}
