using System.Diagnostics;
using System.Globalization;
using Simulator.Engine;
using Simulator.Results;
using Simulator.Runs;
using Simulator.Sampling.Lanes;
using Simulator.Scenarios;
using Simulator.Scenarios.Reading;
using Simulator.Studies.Sweep;

namespace Simulator.Benchmarks.Peers;

/// <summary>The README's scenario here, with NumPy and with OpenTURNS, in one run: rate, and time to a trusted answer.</summary>
/// <remarks>
/// The answer is the p95 of emissions with a relative root mean square error of 0.1%, measured over independent
/// repetitions against a run of 2²⁸ Sobol' points (whose own error is a hundred times smaller). All programs compute
/// the same outputs, nine quantiles, mean and standard deviation of each; the medians are compared.
/// </remarks>
internal static class PeerComparison
{
    private const double Target = 1e-3;

    // The error of an error falls as (2·repetitions)^-1/2. Independent samples need a square of it; a doubling is coarser.
    private const int RepetitionsOfRandom = 120;
    private const int RepetitionsOfSobol = 24;
    private const string Output = "emissions";
    private const double Probability = 0.95;
    private const int SweepPoints = 200;
    private const long SweepSamples = 1L << 16;

    /// <summary>Measures, and prints a Markdown table and a line on a sweep.</summary>
    public static void Print()
    {
        Write(Console.Out);
        Console.Out.WriteLine();
        WriteSweep(Console.Out);
    }

    /// <summary>Measures rates and times to a trusted answer, and writes a Markdown table.</summary>
    public static void Write(TextWriter console)
    {
        var scenario = ScenarioReader.Read(Scenarios.Flagship);
        var reference = SimulationRunner.Run(scenario, new RunOptions { Samples = 1L << 28, Seed = 2_026 });
        var exact = Quantile(reference);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Machine.Description}; p95 of {Output}: {exact:G7} t"));
        console.WriteLine();
        console.WriteLine("| | samples/s | samples to 0.1% | time to 0.1% | whole command |");
        console.WriteLine("|---|---|---|---|---|");
        WriteOurs(console, scenario, Sampler.Sobol, exact);
        WriteOurs(console, scenario, Sampler.Random, exact);
        foreach (var peer in PeerProgram.All)
        {
            try
            {
                WritePeer(console, peer, reference, exact);
            }
            catch (InvalidOperationException failure)
            {
                console.WriteLine($"| {peer.Name}, {peer.Sampling} | not measured: {failure.Message} | | | |");
            }
        }

    }

    /// <summary>Two hundred points of one input, in a warm process; NumPy's is one point, two hundred times.</summary>
    public static void WriteSweep(TextWriter console)
    {
        var plan = SweepPlan.Build(ScenarioTemplate.Read(Scenarios.Flagship), [VariationParser.Values(FormattableString.Invariant($"facility.pue=1.01:2:{SweepPoints}"))]);
        var ours = Enumerable.Range(0, 3).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            ScenarioSweep.Run(plan, new RunOptions { Samples = SweepSamples });
            return watch.Elapsed.TotalSeconds;
        });
        var numpy = SweepPoints * Enumerable.Range(0, 5).Min(_ => PeerProgram.All[0].Run(SweepSamples).Run.Seconds);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Sweep of {SweepPoints} points of {SweepSamples:N0} samples: {ours:F2} s here, {numpy:F1} s with NumPy: {numpy / ours:F1} times its rate."));
    }

    private static void WriteOurs(TextWriter console, Scenario scenario, Sampler sampler, double exact)
    {
        var many = Math.Min(Seconds(scenario, sampler, 1L << 27), Seconds(scenario, sampler, 1L << 27));
        var samples = Needed(sampler == Sampler.Sobol, samples => Error(scenario, sampler, samples, exact));
        var warm = Enumerable.Range(0, 21).Select(_ => Seconds(scenario, sampler, samples)).Order().ElementAt(10);
        var command = Enumerable.Range(0, 5).Select(_ => CommandSeconds(sampler, samples)).Order().ElementAt(2);
        WriteRow(console, $"Simulator, {sampler.ToString().ToLowerInvariant()}, {CpuDevices.Best}", (1L << 27) / many, samples, warm, command);
    }

    private static void WritePeer(TextWriter console, PeerProgram peer, SimulationResult reference, double exact)
    {
        var runs = Enumerable.Range(0, 2).Select(_ => peer.Run(peer.RunSamples).Run).ToList();
        var samples = Needed(peer.Sampling == "sobol", samples => peer.Error(samples, Repetitions(peer.Sampling == "sobol"), exact));
        var atTarget = Enumerable.Range(0, 3).Select(_ => peer.Run(samples)).ToList();
        WriteRow(
            console,
            $"{runs[0].Version}, {peer.Sampling}",
            peer.RunSamples / runs.Min(run => run.Seconds), samples, atTarget.Min(run => run.Run.Seconds), atTarget.Min(run => run.CommandSeconds));

        // The same model? Medians of 10⁵ and more samples agree within a few thousandths.
        foreach (var output in reference.Outputs.Where(output => runs[0].Quantiles.ContainsKey(output.Name)))
        {
            var apart = (runs[0].Quantiles[output.Name][4] / output.Median) - 1;
            if (Math.Abs(apart) > 5e-3)
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The median of {output.Name} is {apart:P2} apart: not the same model."));
            }
        }
    }

    // Independent samples: the error falls as N^-1/2, so one measurement tells. Quasi-random ones: doubled until it is reached.
    private static long Needed(bool isSobol, Func<long, double> error)
    {
        if (!isSobol)
        {
            const long Tried = 1 << 15;
            return (long)Math.Ceiling(Tried * Math.Pow(error(Tried) / Target, 2));
        }

        var samples = 1L << 11;
        while (error(samples) > Target)
        {
            samples *= 2;
        }

        return samples;
    }

    private static int Repetitions(bool isSobol) => isSobol ? RepetitionsOfSobol : RepetitionsOfRandom;

    private static double Error(Scenario scenario, Sampler sampler, long samples, double exact) => Math.Sqrt(
        Enumerable.Range(1, Repetitions(sampler == Sampler.Sobol)).Average(seed =>
        {
            var result = SimulationRunner.Run(scenario, new RunOptions { Samples = samples, Sampler = sampler, Seed = (ulong)seed });
            return Math.Pow((Quantile(result) / exact) - 1, 2);
        }));

    private static double Seconds(Scenario scenario, Sampler sampler, long samples)
    {
        var watch = Stopwatch.StartNew();
        SimulationRunner.Run(scenario, new RunOptions { Samples = samples, Sampler = sampler });
        return watch.Elapsed.TotalSeconds;
    }

    private static double CommandSeconds(Sampler sampler, long samples)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Simulator.Cli", "release", "Simulator.Cli.dll"), "run", Scenarios.Flagship,
            "--samples", samples.ToString(CultureInfo.InvariantCulture), "--sampler", sampler.ToString().ToLowerInvariant(),
            "--no-plots", "--format", "json", "--out", Path.Combine(Path.GetTempPath(), "simulator-peers"),
        })
        {
            start.ArgumentList.Add(argument);
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(errors.Result);
    }

    private static double Quantile(SimulationResult result) =>
        result.Outputs.Single(output => output.Name == Output).Quantile(Probability);

    private static void WriteRow(TextWriter console, string name, double rate, long samples, double seconds, double command) =>
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {rate / 1e6:G3} million | {samples:N0} | {1e3 * seconds:G3} ms | {command:F2} s |"));
}
